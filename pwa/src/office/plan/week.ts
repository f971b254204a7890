// Weeks as the office plans them: Monday to Sunday, numbered as in Sweden (ISO 8601). Pure.

import { addDays, clockOf, instant, isDay, resolve, type Minute } from "../../core/time";
import type { Plan } from "../../core/plan";

/** A week, "2026-W49". */
export type Week = string;

/** The Monday of a date's week. */
function monday(date: string): string {
  return addDays(date, -((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7));
}

/** The week that a date lies in. A week belongs to the year that its Thursday lies in. */
export function weekOf(date: string): Week {
  const thursday = addDays(monday(date), 3);
  const first = monday(`${thursday.slice(0, 4)}-01-04`);
  const number = Math.round((Date.parse(thursday) - Date.parse(first) - 3 * 86_400_000) / (7 * 86_400_000)) + 1;
  return `${thursday.slice(0, 4)}-W${String(number).padStart(2, "0")}`;
}

/** The seven dates of a week, Monday first; none where there is no such week. */
export function datesOf(week: Week): readonly string[] {
  const read = /^(20\d\d)-W(\d\d)$/.exec(week);
  if (!read) return [];
  const first = addDays(monday(`${read[1]}-01-04`), (Number(read[2]) - 1) * 7);
  return weekOf(first) === week ? Array.from({ length: 7 }, (_, i) => addDays(first, i)) : [];
}

/** The number of a week as people say it: 49. */
export function numberOf(week: Week): number {
  return Number(week.slice(6));
}

/** The week so many weeks after another. */
export function weekAfter(week: Week, weeks: number): Week {
  return weekOf(addDays(datesOf(week)[0] ?? "", 7 * weeks));
}

/**
 * The clock reading of an instant on the date so many days later; undefined where that day lacks it. Where it comes twice
 * there, it is the one that it was; else the second if late, or the first.
 */
function onDay(at: Minute, days: number, late: boolean): Minute | undefined {
  const [from, clock] = [at.slice(0, 10), clockOf(at)];
  const found = resolve(addDays(from, days), clock);
  if (found.kind === "none") return undefined;
  if (found.kind === "one") return found.minute;
  const was = resolve(from, clock);
  const second = was.kind === "twice" ? was.second === at : late;
  return second ? found.second : found.first;
}

/**
 * A plan's times so many days later, by the clock: 22.00–06.00 stays that, in a night of nine hours or of seven. Where the clock
 * shows a time twice a start is the first and an end the second, so that nothing gets shorter; but a start at which another that
 * is moved with it ends (relieved) is the second, too, so that the two do not overlap.
 */
export function moved(plan: Pick<Plan, "start" | "end">, days: number, relieved = false): { start: Minute; end: Minute } | undefined {
  const start = onDay(plan.start, days, relieved);
  const end = onDay(plan.end, days, true);
  return start !== undefined && end !== undefined && instant(end) > instant(start) ? { start, end } : undefined;
}

/** A plan that was not copied: something is there already, or the clock skips its time that night. */
export interface Skipped {
  readonly plan: Plan;
  readonly why: "taken" | "gap";
  readonly by?: Plan;
}

/**
 * A week's plans on the week after, weekday by weekday. What would lie over something that was there before is left out
 * and told: a week that has been begun is not planned twice, and copying again copies nothing.
 */
export function copied(plans: readonly Plan[], there: readonly Plan[]): { plans: readonly Plan[]; skipped: readonly Skipped[] } {
  const made: Plan[] = [];
  const skipped: Skipped[] = [];
  for (const plan of plans) {
    const times = moved(plan, 7, plans.some((other) => instant(other.end) === instant(plan.start)));
    const by = times && there.find((other) => share(other, times));
    if (!times) skipped.push({ plan, why: "gap" });
    else if (by) skipped.push({ plan, why: "taken", by });
    else made.push({ ...plan, ...times });
  }
  return { plans: made, skipped };
}

function share(a: Pick<Plan, "start" | "end">, b: Pick<Plan, "start" | "end">): boolean {
  return instant(a.start) < instant(b.end) && instant(b.start) < instant(a.end);
}

/** For each plan, by id, the others in which the same assistant is to be elsewhere at the same time. Back to back is none. */
export function clashes(plans: readonly Plan[]): ReadonlyMap<string, readonly Plan[]> {
  const found = new Map<string, Plan[]>();
  const by = new Map<string, Plan[]>();
  for (const plan of plans) {
    if (plan.void || plan.assistant === "") continue;
    const others = by.get(plan.assistant) ?? [];
    for (const other of others) {
      if (!share(plan, other)) continue;
      found.set(plan.id, [...(found.get(plan.id) ?? []), other]);
      found.set(other.id, [...(found.get(other.id) ?? []), plan]);
    }
    by.set(plan.assistant, [...others, plan]);
  }
  return found;
}

/** The clock readings of a form as instants; undefined for what is missing, "gap" for what that night lacks. */
export function timesOf(day: string, from: number | undefined, to: number | undefined): { start: Minute | "gap" | undefined; end: Minute | "gap" | undefined } {
  if (!isDay(day)) return { start: undefined, end: undefined };
  const read = (date: string, clock: number | undefined, second: boolean): Minute | "gap" | undefined => {
    if (clock === undefined) return undefined;
    const found = resolve(date, clock);
    return found.kind === "none" ? "gap" : found.kind === "one" ? found.minute : second ? found.second : found.first;
  };
  // An end that the clock shows no later than the start is the next day's.
  const over = from !== undefined && to !== undefined && to <= from;
  return { start: read(day, from, false), end: read(over ? addDays(day, 1) : day, to, true) };
}
