// What an assistant is planned for, and what came of it. Derived, never copied.

import type { Act } from "../core/core";
import { grouped } from "../core/grouped";
import { minutesOf, type Shift } from "../core/month";
import { answered, plansIn, wishedAway, type Plan } from "../core/plan";
import { addDays, dateOf, instant, type Minute } from "../core/time";
import { untaken, type Row } from "../core/types";
import type { Mine } from "./mine";

/** How many days ahead the plan is shown, today among them; and how many back one is asked how it went. */
const ahead = 14;
const asked = 31;

/** How long before its start a plan is what one is about to begin, in milliseconds. */
const soon = 60 * 60_000;

/** One's plans among the rows of this phone, the earliest first. */
export function plansOf(rows: ReadonlyMap<string, Row>, me: string): Plan[] {
  const not = wishedAway(rows, true);
  return plansIn(rows.values(), (p) => !p.draft && p.assistant === me).map((p) => ({ ...p, unworked: not.has(p.id) }));
}

/** Plans that follow on each other at one place are one stay, as a night with its rest in the middle is. In order. */
export function stays(plans: readonly Plan[]): Plan[][] {
  const found: Plan[][] = [];
  for (const plan of plans) {
    const stay = found.find((s) => s.at(-1)?.beneficiary === plan.beneficiary && s.at(-1)?.end === plan.start);
    if (stay) stay.push(plan);
    else found.push([plan]);
  }
  return found;
}

/** Stays of the last month that are over, as far as nobody has said how they went. */
export function unanswered(plans: readonly Plan[], shifts: readonly Shift[], now: number): Plan[][] {
  const since = addDays(dateOf(now), -asked);
  return stays(plans.filter((p) => instant(p.end) <= now && p.start >= since && !p.unworked && !answered(p, shifts, now)));
}

/** Whether some row of one's own reaches into a plan: saying that it went as planned would be two places at once. */
export function meets(plan: Plan, shifts: readonly Shift[], now: number): boolean {
  const [start, end] = [instant(plan.start), instant(plan.end)];
  return shifts.some((s) => !s.void && instant(s.start) < end && instant(s.start) + minutesOf(s, now) * 60_000 > start);
}

/** One's row that may answer a plan without saying so: it reaches into the plan at the same person, and answers no other. */
export function unlinked(plan: Plan, mine: readonly Mine[], now: number): Mine | undefined {
  return mine.find(({ row, shift }) => shift.plan === "" && shift.beneficiary === plan.beneficiary && !untaken(row) && meets(plan, [shift], now));
}

/** The stays of the coming two weeks by the day on which they begin; today's whole, a night that goes on with the day it began. */
export function coming(plans: readonly Plan[], now: number): [string, Plan[][]][] {
  const today = dateOf(now);
  const dated = (stay: readonly Plan[]): string => stay[0]?.start.slice(0, 10) ?? "";
  const near = stays(plans).filter((stay) => (dated(stay) >= today || instant(stay.at(-1)?.end ?? "") > now) && dated(stay) < addDays(today, ahead));
  return [...grouped(near, dated)];
}

/** What one is about to begin, or is late for: from an hour before it until it ends, if it is not being worked. */
export function plannedNow(plans: readonly Plan[], shifts: readonly Shift[], now: number): { plan: Plan; stay: readonly Plan[] } | undefined {
  const near = (p: Plan): boolean => !p.unworked && instant(p.start) - soon <= now && now < instant(p.end) && !answered(p, shifts, now);
  for (const stay of stays(plans)) {
    const plan = stay.find(near);
    if (plan) return { plan, stay };
  }
  return undefined;
}

/**
 * What was planned of a stay that began at since: the plans that follow on each other there, of which a row of the stay answers one, or
 * else in whose time it began, or within the hour before. As in Go (care/planned.go); the vectors are shared.
 */
export function plannedOf(plans: readonly Plan[], { plan, beneficiary }: Pick<Shift, "plan" | "beneficiary">, since: Minute): readonly Plan[] | undefined {
  const there = stays(plans.filter((p) => p.beneficiary === beneficiary));
  const began = instant(since);
  return there.find((stay) => stay.some((p) => p.id === plan)) ?? there.find((stay) => stay.some((p) => instant(p.start) - soon <= began && began < instant(p.end)));
}

/** The rows that say that plans were worked as they stood. */
export function asPlanned(plans: readonly Plan[], newId: () => string): Act[] {
  return plans.map(({ id, assistant, beneficiary, kind, start, end }) => ({ ref: `shift/${newId()}`, base: 0, set: { assistant, beneficiary, kind, start, end, plan: id } }));
}

/** What says that plans were not worked. */
export function notWorked(plans: readonly Plan[], newId: () => string): Act[] {
  return plans.map(({ id, assistant, beneficiary, start }) => ({ ref: `swap/${newId()}`, base: 0, set: { plan: id, assistant, beneficiary, month: start.slice(0, 7), unworked: true } }));
}
