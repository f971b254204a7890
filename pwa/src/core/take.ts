// What the answer to a sync does to the disk, in one transaction.

import { protocol } from "./api";
import type { Findings } from "./check";
import { monthOf } from "./digest";
import { fact, setFacts } from "./facts";
import { answeredThrough } from "./numbers";
import type { Facts, Tx } from "./store";
import type { Kept, SyncAnswer } from "./types";

/** What of the request decides how its answer is taken, and what else is noted with it. */
export interface Asked {
  /** The device that asked. */
  readonly device: string | undefined;
  /** Undefined: the answer begins from nothing. */
  readonly cursor: string | undefined;
  /** Months that the answer begins to send once more. */
  readonly refetch?: readonly string[] | undefined;
  /** Milliseconds that this phone is ahead of the server, and the server's time. */
  readonly offset: number;
  readonly seen: number;
  readonly findings: Findings;
}

/** What changed: the operations as they are now, whether the documents began from nothing, and which went before the new ones came. */
export interface Taken {
  readonly ops: readonly Kept[];
  readonly cleared: boolean;
  readonly dropped: readonly string[];
  readonly facts: { readonly [K in keyof Facts]?: Facts[K] | undefined };
}

/** Writes documents, verdicts and cursor; nothing of an answer to a device that this notebook is no more. */
export async function takeAnswer(tx: Tx, answer: SyncAnswer, asked: Asked): Promise<Taken | undefined> {
  if ((await fact(tx, "device")) !== asked.device) return undefined;
  const epoch = await fact(tx, "epoch");
  const anew = epoch !== undefined && epoch !== answer.epoch;
  const cleared = anew || answer.reset === true || asked.cursor === undefined;
  const docs = tx.objectStore("docs");
  let dropped: string[] = [];
  if (cleared) await docs.clear();
  else if (asked.refetch?.length) {
    const again = new Set(asked.refetch);
    dropped = (await docs.getAll()).flatMap((doc) => (again.has(monthOf(doc)) ? [doc.doc] : []));
    await Promise.all(dropped.map((ref) => docs.delete(ref)));
  }
  await Promise.all([...(answer.docs ?? []).map((doc) => docs.put(doc)), ...(answer.gone ?? []).map((ref) => docs.delete(ref))]);

  const before = await tx.objectStore("ops").getAll();
  const changed = judged(before, answer, anew);
  await Promise.all([...changed.values()].map((kept) => tx.objectStore("ops").put(kept)));
  const known = anew ? 0 : Math.min(answer.last, answeredThrough(before, { answered: await fact(tx, "answered") }));
  const answered = Math.max(known, ...(answer.verdicts ?? []).map((v) => v.n));
  const n = await fact(tx, "n");
  const facts = {
    outdated: answer.outdated ? protocol : undefined,
    epoch: answer.epoch, cursor: answer.cursor, offset: asked.offset, seen: asked.seen, last: answer.last, answered, replaces: undefined,
    // A database that was begun again under a device that the server knows: it counts on.
    ...(n === undefined && before.length === 0 ? { n: answer.last, forgotten: answer.last } : {}),
    ...(cleared ? { months: true, refetch: undefined, differing: undefined } : asked.refetch ? { refetch: undefined } : {}), ...asked.findings,
  };
  await setFacts(tx, facts);
  return { ops: [...changed.values()], cleared, dropped, facts };
}

// The operations of which the answer says something new, as they are now. In another epoch, after a restore from a backup,
// nothing that was said before holds: all of them wait again, and those that count by an earlier device id will move.
function judged(ops: readonly Kept[], { verdicts, last, more }: SyncAnswer, anew: boolean): Map<string, Kept> {
  const changed = new Map<string, Kept>();
  const given = new Map((verdicts ?? []).map((v) => [v.id, v]));
  for (const kept of ops) {
    const verdict = given.get(kept.id);
    if (verdict) changed.set(kept.id, { ...unanswered(kept), verdict });
    // What the server does not count as taken, it lacks, whatever it has said.
    else if (kept.verdict && (anew || kept.n > last)) changed.set(kept.id, unanswered(kept));
  }
  if (!more) {
    // All has been pulled, so the documents show what every verdict did.
    for (const kept of ops) {
      const now = changed.get(kept.id) ?? kept;
      if (now.verdict && now.settled !== true) changed.set(kept.id, { ...now, settled: true });
    }
  }
  return changed;
}

// The same operation with nothing said about it. That its author has read of a refusal stays so.
function unanswered({ verdict: _said, settled: _shown, ...kept }: Kept): Kept {
  return kept;
}
