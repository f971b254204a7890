// What is over and nobody has said how it went: the office may say so for the assistants. Pure.

import type { Act } from "../../core/core";
import { shiftOf, type Shift } from "../../core/month";
import { answered, type Plan } from "../../core/plan";
import { there } from "../../core/there";
import { instant } from "../../core/time";
import type { Row } from "../../core/types";

/** The shifts among rows that are there; with parked, also those that wait for the office to take them. */
export function shiftsIn(rows: Iterable<Row>, parked = false): Shift[] {
  return [...rows].flatMap((row) => (row.kind === "shift" && (there(row) || (parked && row.parked.length > 0)) ? (shiftOf(row) ?? []) : []));
}

/** Published plans of somebody that are over, unanswered, and that no row of theirs reaches into. */
export function unconfirmed(plans: readonly Plan[], shifts: readonly Shift[], now: number): Plan[] {
  return plans.filter((plan) => {
    if (plan.void || plan.draft || plan.disputed || plan.assistant === "" || instant(plan.end) > now) return false;
    const own = shifts.filter((s) => !s.void && (s.assistant === plan.assistant || s.plan === plan.id));
    return !answered(plan, own, now) && !own.some((s) => instant(s.start) < instant(plan.end) && (s.end === undefined || instant(s.end) > instant(plan.start)));
  });
}

/** The rows that say that plans were worked as they stood. */
export function confirmed(plans: readonly Plan[], newId: () => string): Act[] {
  return plans.map(({ id, assistant, beneficiary, kind, start, end }) => ({ ref: `shift/${newId()}`, base: 0, set: { assistant, beneficiary, kind, start, end, plan: id } }));
}
