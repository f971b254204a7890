// What is planned, and how it was answered. The sums are worked out as in Go; the vectors are shared.

import { kinds, minutesOf, type Kind, type Shift, type Sums } from "./month";
import { addMonths, byDay, dayStart, instant, type Minute } from "./time";
import { text, untaken, type Row } from "./types";

/** A stretch of time that the office means somebody to work. */
export interface Plan {
  /** plan/id */
  readonly ref: string;
  readonly id: string;
  /** "" where it is vacant. */
  readonly assistant: string;
  readonly beneficiary: string;
  readonly kind: Kind;
  readonly start: Minute;
  readonly end: Minute;
  readonly note: string;
  readonly void: boolean;
  /** Not published yet: the office's alone. */
  readonly draft: boolean;
  /** People of the office have said different things of it; what stands for now is what is read here. */
  readonly disputed: boolean;
  /** Its assistant says that they did not work it; absent where that was not looked at. */
  readonly unworked?: boolean;
}

/** The plan that a row is; undefined where it is none, or lacks what a plan cannot be without. */
export function planOf(row: Pick<Row, "ref" | "fields" | "conflicts">): Plan | undefined {
  const f = row.fields;
  if (!row.ref.startsWith("plan/")) return undefined;
  const [start, end, beneficiary] = [text(f, "start"), text(f, "end"), text(f, "beneficiary")];
  if (!(instant(end) > instant(start)) || beneficiary === "") return undefined;
  return {
    ref: row.ref, id: row.ref.slice(5), assistant: text(f, "assistant"), beneficiary, kind: kinds.find((k) => k === f["kind"]) ?? "active",
    start, end, note: text(f, "note"), void: f["void"] === true, draft: f["draft"] === true, disputed: row.conflicts.length > 0,
  };
}

/** The ids of the plans that whoever is to work them would be without; or of those that they say they did not work. */
export function wishedAway(rows: ReadonlyMap<string, Row>, unworked = false): ReadonlySet<string> {
  const found = new Set<string>();
  for (const row of rows.values()) {
    const f = row.fields;
    const wish = row.kind === "swap" && !untaken(row) && f["void"] !== true && (f["unworked"] === true) === unworked;
    if (wish && rows.get(`plan/${text(f, "plan")}`)?.fields["assistant"] === f["assistant"]) found.add(text(f, "plan"));
  }
  return found;
}

/** The plans among rows that are wanted, and were neither removed nor refused; the earliest first. */
export function plansIn(rows: Iterable<Row>, wanted: (plan: Plan) => boolean): Plan[] {
  const found: Plan[] = [];
  for (const row of rows) {
    if (row.kind !== "plan" || untaken(row)) continue;
    const plan = planOf(row);
    if (plan && !plan.void && wanted(plan)) found.push(plan);
  }
  return found.sort((a, b) => instant(a.start) - instant(b.start) || instant(a.end) - instant(b.end) || (a.id < b.id ? -1 : 1));
}

/** The same three days as a shift's: what has no end for longer was forgotten. */
const forgotten = 72 * 60;

// Until when a shift counts, in milliseconds: until now while it goes on; from its start on, nothing, where it does not count.
function until(shift: Shift, now: number): number {
  if (shift.void || (shift.end === undefined && minutesOf(shift, now) >= forgotten)) return instant(shift.start);
  return shift.end === undefined ? now : instant(shift.end);
}

/**
 * Whether a plan has been worked, or is being worked (now in milliseconds): a shift says so itself, or rows at the same
 * person cover at least half of its time. Rows that only reach into it, as where one stays a little longer, do not.
 */
export function answered(plan: Plan, shifts: Iterable<Shift>, now: number): boolean {
  const [start, end] = [instant(plan.start), instant(plan.end)];
  let covered = 0;
  for (const shift of shifts) {
    if (shift.void || shift.beneficiary !== plan.beneficiary) continue;
    if (shift.plan === plan.id) return true;
    covered += Math.max(0, Math.min(end, until(shift, now)) - Math.max(start, instant(shift.start)));
  }
  return 2 * covered >= end - start;
}

/** A day on which something else was worked than was planned. */
export interface PlannedDay {
  readonly date: string;
  readonly planned: Sums;
  readonly worked: Sums;
}

/** A month's plans against what was worked: the sums, and the days that differ, in order. */
export interface Against {
  readonly planned: Sums;
  readonly worked: Sums;
  readonly days: readonly PlannedDay[];
}

/**
 * Sets plans against shifts in the part of a month that lies before now (milliseconds), in real minutes, divided at
 * midnight. A shift without an end counts until now, unless it was forgotten.
 */
export function against(month: string, plans: Iterable<Plan>, shifts: Iterable<Shift>, now: number): Against {
  const from = dayStart(`${month}-01`);
  const to = Math.min(now, dayStart(`${addMonths(month, 1)}-01`));
  const days = new Map<string, Record<"planned" | "worked", Record<Kind, number>>>();
  const all = { planned: none(), worked: none() };
  const add = (side: "planned" | "worked", kind: Kind, start: number, end: number): void => {
    for (const { date, minutes } of byDay(Math.max(from, start), Math.min(to, end))) {
      const day = days.get(date) ?? { planned: none(), worked: none() };
      day[side][kind] += minutes;
      all[side][kind] += minutes;
      days.set(date, day);
    }
  };
  for (const plan of plans) if (!plan.void) add("planned", plan.kind, instant(plan.start), instant(plan.end));
  for (const shift of shifts) add("worked", shift.kind, instant(shift.start), until(shift, now));
  const differ = [...days].filter(([, { planned, worked }]) => kinds.some((kind) => planned[kind] !== worked[kind]));
  return { ...all, days: differ.sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, day]) => ({ date, ...day })) };
}

function none(): Record<Kind, number> {
  return { active: 0, waiting: 0, standby: 0 };
}
