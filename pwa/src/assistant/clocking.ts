// What start, switch, stop and their undoing do to the book. Pure: operations in the making.

import type { Act } from "../core/core";
import type { Kind } from "../core/month";
import { stamp } from "../core/time";
import type { Mine } from "./mine";

/** Begins a shift now, perhaps in answer to a plan (its id). */
export function start(ref: string, assistant: string, beneficiary: string, now: number, kind: Kind = "active", plan = ""): Act[] {
  return [{ ref, base: 0, set: { assistant, beneficiary, kind, start: stamp(now), ...(plan === "" ? {} : { plan }) } }];
}

/**
 * Changes the kind of what goes on: one row ends and the next begins in the same minute. In the minute in which the row
 * began it is the row itself that changes. ref is the new row's.
 */
export function change({ row, shift }: Mine, ref: string, kind: Kind, now: number): Act[] {
  if (kind === shift.kind) return [];
  const minute = stamp(now);
  if (minute === shift.start) return [{ ref: row.ref, base: row.rev, set: { kind } }];
  return [
    { ref: row.ref, base: row.rev, set: { end: minute } },
    { ref, base: 0, set: { assistant: shift.assistant, beneficiary: shift.beneficiary, kind, start: minute } },
  ];
}

/** Ends what goes on. */
export function stop({ row }: Mine, now: number): Act[] {
  return [{ ref: row.ref, base: row.rev, set: { end: stamp(now) } }];
}

/**
 * Takes back what was just done: new rows are removed with a reason, and fields are as they were. rev tells how far the
 * row has been pulled meanwhile.
 */
export function undo(done: readonly Act[], before: readonly Mine[], rev: (ref: string) => number, why: string): Act[] {
  return [...done].reverse().map(({ ref, base, set }): Act => {
    const was = before.find((m) => m.row.ref === ref);
    if (base === 0 && !was) return { ref, base: rev(ref), set: { void: true }, why };
    const fields = was?.row.fields ?? {};
    return { ref, base: rev(ref), set: Object.fromEntries(Object.keys(set).map((name) => [name, fields[name] ?? null])), why };
  });
}
