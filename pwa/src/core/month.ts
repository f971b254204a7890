// What the phone itself says about a month: sums, missing ends, overlaps, rows over 24 hours. All other findings come
// from the server. The vectors are shared with Go.

import { text, type Row } from "./types";
import { addMonths, byDay, dayStart, instant, type Minute } from "./time";

/** A kind of time. */
export type Kind = "active" | "waiting" | "standby";

/** Every kind, in the order they are shown. */
export const kinds: readonly Kind[] = ["active", "waiting", "standby"];

/** Real minutes of each kind. */
export type Sums = Readonly<Record<Kind, number>>;

/** A row of time, read from its fields. */
export interface Shift {
  readonly ref: string;
  readonly assistant: string;
  readonly beneficiary: string;
  readonly kind: Kind;
  readonly start: Minute;
  /** Absent while it goes on. */
  readonly end: Minute | undefined;
  readonly note: string;
  /** The id of the plan that it answers; "" where it answers none. */
  readonly plan: string;
  readonly void: boolean;
}

/** What must be looked at. rows has the refs of one row, or of the two that overlap, the earlier first. */
export interface Finding {
  readonly code: "no_end" | "overlap" | "over_24h";
  readonly rows: readonly string[];
}

/** The shift that a row's fields say; undefined while it has no start, assistant and beneficiary. */
export function shiftOf(row: Pick<Row, "ref" | "fields">): Shift | undefined {
  const f = row.fields;
  const start = text(f, "start");
  const end = text(f, "end");
  if (Number.isNaN(instant(start)) || text(f, "assistant") === "" || text(f, "beneficiary") === "") return undefined;
  const kind = kinds.find((k) => k === f["kind"]) ?? "active";
  return {
    ref: row.ref, assistant: text(f, "assistant"), beneficiary: text(f, "beneficiary"), kind, start,
    end: Number.isNaN(instant(end)) ? undefined : end, note: text(f, "note"), plan: text(f, "plan"), void: f["void"] === true,
  };
}

/** Minutes of a shift; until `now` (milliseconds) while it goes on, or none where no now is given. */
export function minutesOf(shift: Shift, now?: number): number {
  const start = instant(shift.start);
  const end = shift.end === undefined ? (now ?? start) : instant(shift.end);
  return Math.max(0, Math.round((end - start) / 60_000));
}

/** Minutes of each kind that lie within a month ("2026-10"). Void rows and rows without an end count nothing. */
export function sums(shifts: Iterable<Shift>, month: string): Sums {
  const from = dayStart(`${month}-01`);
  const to = dayStart(`${addMonths(month, 1)}-01`);
  const total = { active: 0, waiting: 0, standby: 0 };
  for (const shift of shifts) {
    if (shift.void || shift.end === undefined) continue;
    const minutes = Math.round((Math.min(to, instant(shift.end)) - Math.max(from, instant(shift.start))) / 60_000);
    total[shift.kind] += Math.max(0, minutes);
  }
  return total;
}

/** Sums as they count against the granted hours, in minutes: waiting a quarter, standby a seventh; exact. */
export function counted(of: Sums): { readonly num: number; readonly den: number } {
  const num = of.active * 28 + of.waiting * 7 + of.standby * 4;
  const by = gcd(num, 28);
  return { num: num / by, den: 28 / by };
}

/** Whether some minute of a shift, or its start, lies within a month. */
export function touches(shift: Shift, month: string): boolean {
  if (shift.start.slice(0, 7) === month) return true;
  return shift.end !== undefined && byDay(instant(shift.start), instant(shift.end)).some((p) => p.date.startsWith(month));
}

/**
 * Whether one of the same assistant's shifts has begun after a shift by now (milliseconds): then its end is missing, if it
 * has none. What is written ahead passes nothing yet, and a row without a minute in it nothing ever.
 */
export function passed(shift: Shift, shifts: readonly Shift[], now: number): boolean {
  return shifts.some((s) => !s.void && s.end !== s.start && instant(s.start) > instant(shift.start) && instant(s.start) <= now);
}

/**
 * What is wrong among one assistant's shifts. A shift that goes on has no end: it is a finding only once it has gone on
 * for 24 hours, or another has passed it (now in milliseconds; without one, any missing end is a finding).
 */
export function findings(shifts: Iterable<Shift>, now?: number): Finding[] {
  const rows = [...shifts].filter((s) => !s.void).sort((a, b) => instant(a.start) - instant(b.start) || (a.ref < b.ref ? -1 : 1));
  const found: Finding[] = [];
  for (const row of rows) {
    const length = minutesOf(row, now);
    if (row.end === undefined) {
      if (now === undefined || length >= 24 * 60 || passed(row, rows, now)) found.push({ code: "no_end", rows: [row.ref] });
    } else if (length > 24 * 60) {
      found.push({ code: "over_24h", rows: [row.ref] });
    }
  }
  return [...found, ...overlaps(rows)];
}

// Half open: back to back is no overlap. rows are in the order of their starts.
function overlaps(rows: readonly Shift[]): Finding[] {
  const found: Finding[] = [];
  const open: Shift[] = [];
  for (const row of rows) {
    const start = instant(row.start);
    for (let i = open.length - 1; i >= 0; i--) {
      const other = open[i] as Shift;
      if (instant(other.end ?? other.start) <= start) open.splice(i, 1);
      else if (row.end !== undefined && row.end !== row.start && other.assistant === row.assistant) {
        found.push({ code: "overlap", rows: [other.ref, row.ref] });
      }
    }
    if (row.end !== undefined) open.push(row);
  }
  return found;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
