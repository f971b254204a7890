// Some weeks as a template, and a template rolled out from a week on. Pure.

import { addDays, clockOf, instant, resolve, type Minute } from "../../core/time";
import type { Plan } from "../../core/plan";
import type { Kind } from "../../core/month";
import { there } from "../../core/there";
import { text, type Row } from "../../core/types";
import { holds } from "../holds";
import { datesOf, weekAfter, type Week } from "./week";

/** A plan of a template: days from the first week's Monday, times by the clock. */
export interface Templated {
  readonly assistant?: string;
  readonly kind: Kind;
  readonly day: number;
  readonly begins: string;
  readonly last: number;
  readonly ends: string;
  readonly note?: string;
}

/** Weeks that the office has saved under a name. */
export interface Template {
  readonly ref: string;
  readonly rev: number;
  readonly beneficiary: string;
  readonly name: string;
  readonly weeks: number;
  readonly plans: readonly Templated[];
}

/** The most weeks that one template has; the server's limit too. */
export const mostWeeks = 8;

/** Whether a template holds these plans. Notes count. */
export function fits(plans: readonly Templated[]): boolean {
  return plans.length <= 240 && holds(plans);
}

/** A customer's templates, by name. */
export function templatesOf(docs: ReadonlyMap<string, Row>, beneficiary: string): Template[] {
  const found: Template[] = [];
  for (const row of docs.values()) {
    if (row.kind !== "template" || row.fields["beneficiary"] !== beneficiary || row.fields["void"] === true || !there(row)) continue;
    const { weeks, plans } = row.fields;
    if (typeof weeks === "number" && Array.isArray(plans)) found.push({ ref: row.ref, rev: row.rev, beneficiary, name: text(row.fields, "name"), weeks, plans: plans as unknown as Templated[] });
  }
  return found.sort((a, b) => a.name.localeCompare(b.name, "sv"));
}

const days = (from: string, to: string): number => Math.round((Date.parse(`${to}T12:00Z`) - Date.parse(`${from}T12:00Z`)) / 86_400_000);

const clock = (at: Minute): string => at.slice(11, 16).replace(":", ".");

/** The plans of some weeks from one on, as a template has them. */
export function templated(plans: readonly Plan[], first: Week, weeks: number): Templated[] {
  const monday = datesOf(first)[0] ?? "";
  return plans.flatMap((plan) => {
    const day = days(monday, plan.start.slice(0, 10));
    if (day < 0 || day >= 7 * weeks) return [];
    // What ends at midnight ends on the day that it belongs to.
    const midnight = clockOf(plan.end) === 0;
    const last = days(monday, plan.end.slice(0, 10)) - (midnight ? 1 : 0);
    // In the order of their names, as the protocol writes a value.
    return [{
      ...(plan.assistant === "" ? {} : { assistant: plan.assistant }),
      begins: clock(plan.start), day, ends: midnight ? "24.00" : clock(plan.end), kind: plan.kind, last,
      ...(plan.note === "" ? {} : { note: plan.note }),
    }];
  });
}

/** A plan that a template comes to. */
export interface Made {
  readonly assistant: string;
  readonly kind: Kind;
  readonly start: Minute;
  readonly end: Minute;
  readonly note: string;
}

/** What was left out of a roll-out: its day and times by the clock, and what is there already; none where the clock skips its time. */
export interface LeftOut {
  readonly date: string;
  readonly begins: string;
  readonly ends: string;
  readonly by?: Plan;
}

/** What a template comes to, and what was left out. */
export interface RolledOut {
  readonly plans: readonly Made[];
  readonly left: readonly LeftOut[];
}

/**
 * A template from a week on, so many times one after the other. What would lie over something that was there before is left
 * out: so rolling out again adds nothing.
 */
export function rolledOut(template: Pick<Template, "weeks" | "plans">, first: Week, times: number, there: readonly Plan[]): RolledOut {
  const plans: Made[] = [];
  const left: LeftOut[] = [];
  for (let round = 0; round < times; round++) {
    const monday = datesOf(weekAfter(first, round * template.weeks))[0] ?? "";
    for (const one of template.plans) {
      const date = addDays(monday, one.day);
      const start = at(date, one.begins, template.plans.some((other) => other.last === one.day && other.ends === one.begins));
      const end = one.ends === "24.00" ? at(addDays(monday, one.last + 1), "00.00", true) : at(addDays(monday, one.last), one.ends, true);
      const what = { date, begins: one.begins, ends: one.ends };
      if (start === undefined || end === undefined || instant(end) <= instant(start)) {
        left.push(what);
        continue;
      }
      const by = there.find((other) => instant(other.start) < instant(end) && instant(start) < instant(other.end));
      if (by) left.push({ ...what, by });
      else plans.push({ assistant: one.assistant ?? "", kind: one.kind, start, end, note: one.note ?? "" });
    }
  }
  plans.sort((a, b) => instant(a.start) - instant(b.start) || instant(a.end) - instant(b.end));
  return { plans, left };
}

// A clock reading on a date. Where it comes twice, a start is the first and an end the second: nothing gets shorter. A start at
// which another of the template ends is the second, too: the two do not overlap.
function at(date: string, reading: string, late: boolean): Minute | undefined {
  const found = resolve(date, Number(reading.slice(0, 2)) * 60 + Number(reading.slice(3, 5)));
  return found.kind === "none" ? undefined : found.kind === "one" ? found.minute : late ? found.second : found.first;
}

/** The months that a roll-out touches. */
export function monthsOf(first: Week, weeks: number): string[] {
  const from = datesOf(first)[0] ?? "";
  const months: string[] = [];
  for (let i = 0; i <= weeks * 7; i++) {
    const month = addDays(from, i).slice(0, 7);
    if (!months.includes(month)) months.push(month);
  }
  return months;
}
