// What start, switch, stop and their undoing do to the book. Pure: operations in the making.

import type { Act } from "../core/core";
import type { Kind } from "../core/month";
import { instant, stamp, type Minute } from "../core/time";
import { untaken, type Fields } from "../core/types";
import type { Mine } from "./mine";

/** Begins a shift now, perhaps in answer to a plan (its id). */
export function start(ref: string, assistant: string, beneficiary: string, now: number, kind: Kind = "active", plan = ""): Act[] {
  return [{ ref, base: 0, set: { assistant, beneficiary, kind, start: stamp(now), ...(plan === "" ? {} : { plan }) } }];
}

/** When what goes on is tapped: now, but not before it began, as where the phone's clock was ahead then and has been put right since. */
export function tap({ shift }: Mine, now: number): number {
  return Math.max(now, instant(shift.start));
}

/**
 * Changes the kind of what goes on: one row ends and the next begins in the same minute. In the minute in which the row
 * began it is the row itself that changes. ref is the new row's.
 */
export function change(of: Mine, ref: string, kind: Kind, now: number): Act[] {
  const { row, shift } = of;
  if (kind === shift.kind) return [];
  const minute = stamp(tap(of, now));
  if (minute === shift.start) return [{ ref: row.ref, base: row.rev, set: { kind } }];
  return [
    { ref: row.ref, base: row.rev, set: { end: minute } },
    { ref, base: 0, set: { assistant: shift.assistant, beneficiary: shift.beneficiary, kind, start: minute, ...answering(row.fields) } },
  ];
}

// What goes on as another row answers the same planned shift.
function answering({ plan }: Fields): Fields {
  return plan === undefined ? {} : { plan };
}

/** The kind that active time goes back to, where it began in the minute in which waiting or standby ended at the same place. */
export function interrupted({ shift }: Mine, mine: readonly Mine[]): Kind | undefined {
  if (shift.kind !== "active") return undefined;
  const rested = mine.find((m) => !m.shift.void && m.shift.kind !== "active" && m.shift.beneficiary === shift.beneficiary && m.shift.end === shift.start);
  return rested?.shift.kind;
}

/** Goes on to somebody else: what goes on ends in the minute in which the new row begins. ref is the new row's. */
export function moveOn(of: Mine, ref: string, beneficiary: string, now: number): Act[] {
  return [...stop(of, now), ...start(ref, of.shift.assistant, beneficiary, tap(of, now))];
}

/** When a shift began that began so many minutes ago: not before the one before it had ended. fits: it begins right then. */
export function ago(mine: readonly Mine[], now: number, minutes: number): { readonly start: Minute; readonly fits: boolean } {
  const wanted = instant(stamp(now)) - minutes * 60_000;
  const ends = mine.flatMap(({ row, shift }) => (shift.void || shift.end === undefined || untaken(row) ? [] : [instant(shift.end)]));
  const last = Math.max(...ends.filter((end) => end <= now));
  return { start: stamp(Math.max(wanted, last)), fits: last > wanted };
}

/** How many minutes ago whoever forgot to start has likely begun: when it was planned to, where that is past, else as many as are given. */
export function sincePlanned(planned: Minute | undefined, now: number, otherwise: number): number {
  const minutes = planned === undefined ? 0 : (now - instant(planned)) / 60_000;
  return minutes > 0 ? minutes : otherwise;
}

/** Ends what goes on. */
export function stop(of: Mine, now: number): Act[] {
  return [{ ref: of.row.ref, base: of.row.rev, set: { end: stamp(tap(of, now)) } }];
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
