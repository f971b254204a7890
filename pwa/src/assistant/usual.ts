// Times that are likely: what one worked on the same weekday before. Pure.

import type { Kind } from "../core/month";
import { between, clockOf, instant, type Minute } from "../core/time";
import { untaken } from "../core/types";
import { meant } from "./form";
import type { Mine } from "./mine";

/** A row as it usually is: whom it is with, its kind, and its clock readings in minutes after midnight. */
export interface Usual {
  readonly beneficiary: string;
  readonly kind: Kind;
  readonly from: number;
  /** 1440 is the end of the day; less than from: on the day after. */
  readonly to: number;
}

const most = 3;

/** The rows that one usually has on the weekday of a date, the most usual first; none over what is there already. */
export function usualOn(mine: readonly Mine[], date: string): Usual[] {
  const counted = count(mine, date, ({ shift }): [string, Usual] | undefined => {
    if (shift.end === undefined) return undefined;
    const one = { beneficiary: shift.beneficiary, kind: shift.kind, from: clockOf(shift.start), to: clockOf(shift.end) || 1440 };
    return [`${one.from} ${one.to} ${one.kind} ${one.beneficiary}`, one];
  });
  return counted.filter((one) => isFree(mine, date, one)).slice(0, most);
}

/** When a shift that goes on has likely ended: as planned, then as one usually ends there. Nothing that is still to come. */
export function likelyEnds(mine: readonly Mine[], of: Mine, planned: Minute | undefined, now: number): Minute[] {
  const day = of.shift.start.slice(0, 10);
  const usual = count(mine, day, ({ shift }): [string, Minute] | undefined => {
    if (shift.end === undefined || shift.beneficiary !== of.shift.beneficiary) return undefined;
    const { end } = meant({ day, from: clockOf(of.shift.start), to: clockOf(shift.end), fromFold: "first", toFold: "first" });
    return end === undefined ? undefined : [end, end];
  });
  const gone = [...new Set(planned === undefined ? usual : [planned, ...usual])].filter((end) => instant(end) <= now && instant(end) > instant(of.shift.start));
  return gone.slice(0, most);
}

// What rows of the date's weekday give, the most frequent first, then the latest; where they give nothing, all rows'.
function count<T>(mine: readonly Mine[], date: string, of: (m: Mine) => [string, T] | undefined): T[] {
  const done = mine.filter(({ row, shift }) => !shift.void && !shift.start.startsWith(date) && !untaken(row) && shift.end !== undefined && lasts(shift.start, shift.end));
  for (const rows of [done.filter(({ shift }) => weekday(shift.start) === weekday(date)), done]) {
    const seen = new Map<string, { value: T; times: number }>();
    for (const m of rows) {
      const [key, value] = of(m) ?? [];
      if (key === undefined) continue;
      const known = seen.get(key);
      if (known) known.times++;
      else seen.set(key, { value: value as T, times: 1 });
    }
    if (seen.size > 0) return [...seen.values()].sort((a, b) => b.times - a.times).map((s) => s.value);
  }
  return [];
}

// A row of more than a day, or of no minute, is not how it usually is.
function lasts(start: Minute, end: Minute): boolean {
  const minutes = between(start, end);
  return minutes > 0 && minutes < 1440;
}

function weekday(date: string): number {
  return new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay();
}

function isFree(mine: readonly Mine[], day: string, { from, to }: Usual): boolean {
  const { start, end } = meant({ day, from, to, fromFold: "first", toFold: "first" });
  if (start === undefined || end === undefined) return false;
  return !mine.some(({ shift }) => !shift.void && instant(shift.start) < instant(end) && instant(shift.end ?? shift.start) > instant(start));
}
