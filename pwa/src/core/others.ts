// The notebooks of this browser beside the one that is open: a person may work for several providers. They are read from
// the disk, and what waits in them is sent, one after the other. Fetched only where there are any; it imports nothing, so
// that the bundler leaves the core in one piece.

import type { Env } from "./env";
import type { Notebook } from "./notebook";
import type { Session } from "./session";
import type { Sync } from "./sync";
import type { Row, Who } from "./types";

/** A notebook with what exchanges for it. */
export interface Desk {
  readonly notebook: Notebook;
  readonly session: Session;
  readonly sync: Sync;
}

/** A notebook that somebody is signed in to on this browser, and that is not open. */
export interface Other {
  /** The notebook's own. */
  readonly name: string;
  readonly who: Who;
  /** Everything that it holds, as when it was last looked at. Key: kind/id. */
  readonly rows: ReadonlyMap<string, Row>;
  /** How many documents have operations that the server has not answered about. */
  readonly waiting: number;
  /** They, as a file has them. */
  readonly held: object;
  /** One must sign in anew there before they are sent. */
  readonly out: boolean;
  /** When the server was last reached for it, in milliseconds; 0: never. */
  readonly reached: number;
}

/** So often does a notebook in which nothing waits hear of what has changed, in milliseconds. */
const rest = 15 * 60_000;

/** Shows the notebooks of some names as the disk has them, then exchanges for those that have something to send, or have rested. */
export async function visit(
  { now, online }: Env, names: readonly string[], desk: (name: string) => Desk, before: readonly Other[], show: (others: readonly Other[]) => void,
): Promise<void> {
  const found = new Map<string, Other>();
  const look = async (name: string, exchange: boolean): Promise<void> => {
    const { notebook, session, sync } = desk(name);
    try {
      await notebook.load();
      await notebook.mend();
      const last = found.get(name) ?? before.find((other) => other.name === name);
      let { out = false, reached = 0 } = last ?? {};
      if (exchange) {
        await sync.kick();
        sync.stop();
        out = session.state.peek() === "out";
        if (sync.link.peek() === "online" || out) reached = now();
      }
      const { who, closed } = notebook.facts;
      if (who && !closed) found.set(name, { name, who, rows: notebook.rows.peek(), waiting: new Set(notebook.waiting.peek().map((kept) => kept.op.doc)).size, held: notebook.held(), out, reached });
      else found.delete(name);
    } catch {
      // Its disk cannot be read now; what is there is looked at another time.
    } finally {
      await notebook.close();
    }
  };
  const told = (): void => show([...found.values()]);
  for (const name of names) await look(name, false);
  told();
  if (!online()) return;
  for (const { name, waiting, out, reached } of [...found.values()]) {
    if ((waiting > 0 && !out) || Math.abs(now() - reached) >= rest) await look(name, true);
  }
  told();
}
