// What the answer to a sync does to the disk, in one transaction.

import { protocol } from "./api";
import type { Findings } from "./check";
import { monthOf } from "./digest";
import { fact, setFacts } from "./facts";
import type { Facts, Tx } from "./store";
import type { Kept, SyncAnswer } from "./types";

/** What of the request decides how its answer is taken, and what else is noted with it. */
export interface Asked {
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

/** Writes documents, verdicts and cursor. */
export async function takeAnswer(tx: Tx, answer: SyncAnswer, asked: Asked): Promise<Taken> {
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

  const changed = new Map<string, Kept>();
  const ops = await tx.objectStore("ops").index("n").getAll();
  const verdicts = new Map((answer.verdicts ?? []).map((v) => [v.id, v]));
  let n = Math.max((await fact(tx, "n")) ?? 0, ops.some((k) => !k.verdict) ? 0 : answer.last);
  for (const kept of ops) {
    const verdict = verdicts.get(kept.id);
    if (verdict) changed.set(kept.id, { ...unanswered(kept), verdict });
    // A server that was restored from a backup lacks what came after it: that waits once more.
    else if (kept.verdict && kept.n > answer.last) changed.set(kept.id, unanswered(kept));
    else if (kept.verdict && kept.n === 0 && anew) changed.set(kept.id, { ...unanswered(kept), n: ++n });
  }
  if (!answer.more) {
    // All has been pulled, so the documents show what every verdict did.
    for (const kept of ops) {
      const now = changed.get(kept.id) ?? kept;
      if (now.verdict && now.settled !== true) changed.set(kept.id, { ...now, settled: true });
    }
  }
  await Promise.all([...changed.values()].map((kept) => tx.objectStore("ops").put(kept)));
  const facts = {
    outdated: answer.outdated ? protocol : undefined,
    epoch: answer.epoch, cursor: answer.cursor, offset: asked.offset, seen: asked.seen, n, replaces: undefined,
    ...(cleared ? { months: true, refetch: undefined, differing: undefined } : asked.refetch ? { refetch: undefined } : {}), ...asked.findings,
  };
  await setFacts(tx, facts);
  return { ops: [...changed.values()], cleared, dropped, facts };
}

// The same operation with nothing said about it.
function unanswered({ id, n, op, saved, lost }: Kept): Kept {
  return { id, n, op, saved, ...(lost === undefined ? {} : { lost }) };
}
