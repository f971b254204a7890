// The notebooks of this browser beside the one that is open: a person may work for several providers. They are read from
// the disk, and what waits in them is sent, one after the other. Fetched only where there are any.

import type { Clock } from "./clock";
import type { Env } from "./env";
import { Notebook } from "./notebook";
import { Session } from "./session";
import { Sync } from "./sync";
import { text, type Row, type Who } from "./types";

/** A notebook that somebody is signed in to on this browser, and that is not open. */
export interface Other {
  /** The notebook's own. */
  readonly name: string;
  readonly who: Who;
  /** Everything that it holds, as when it was last looked at. Key: kind/id. */
  readonly rows: ReadonlyMap<string, Row>;
  /** How many operations the server has not answered about. */
  readonly waiting: number;
  /** One must sign in anew there before they are sent. */
  readonly out: boolean;
  /** When the server was last reached for it, in milliseconds; 0: never. */
  readonly reached: number;
}

/** So often does a notebook in which nothing waits hear of what has changed, in milliseconds. */
const rest = 15 * 60_000;

/** What a provider is called in their own book; "" before that has come. */
export function providerIn(rows: ReadonlyMap<string, Row>): string {
  for (const { kind, fields } of rows.values()) if (kind === "provider") return text(fields, "name");
  return "";
}

/** Shows the notebooks as the disk has them, then exchanges for those that have something to send, or have rested. */
export async function visit(
  env: Env, names: readonly string[], clock: Clock, deviceName: string, before: readonly Other[], show: (others: readonly Other[]) => void,
): Promise<void> {
  const found = new Map<string, Other>();
  const look = async (name: string, exchange: boolean): Promise<void> => {
    const notebook = new Notebook(name, env);
    try {
      await notebook.load();
      await notebook.mend();
      const last = found.get(name) ?? before.find((other) => other.name === name);
      let { out = false, reached = 0 } = last ?? {};
      if (exchange) {
        const session = new Session(env, notebook);
        const sync = new Sync(env, notebook, session, deviceName, clock);
        await sync.kick();
        sync.stop();
        out = session.state.peek() === "out";
        if (sync.link.peek() === "online" || out) reached = env.now();
      }
      const { who, closed } = notebook.facts;
      if (who && !closed) found.set(name, { name, who, rows: notebook.rows.peek(), waiting: notebook.waiting.peek().length, out, reached });
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
  if (!env.online()) return;
  for (const { name, waiting, out, reached } of [...found.values()]) {
    if ((waiting > 0 && !out) || Math.abs(env.now() - reached) >= rest) await look(name, true);
  }
  told();
}
