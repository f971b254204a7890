// When assistants are away, and which of their plans that leaves without anybody. Pure.

import { addDays, dayStart, instant, stamp, type Minute } from "../../core/time";
import { answered, type Plan } from "../../core/plan";
import type { Shift } from "../../core/month";
import { there } from "../../core/there";
import { text, type Row } from "../../core/types";

/** Why somebody is away; the office alone knows. */
export const absenceKinds = ["sick", "leave", "child"] as const;

/** One of them. */
export type AbsenceKind = (typeof absenceKinds)[number];

/** A time in which an assistant does not work. */
export interface Absence {
  readonly ref: string;
  readonly assistant: string;
  readonly kind: AbsenceKind;
  readonly start: Minute;
  /** "" until further notice. */
  readonly end: Minute;
}

/** The absences of some assistants that touch days, both included; the earliest first. */
export function absencesIn(docs: ReadonlyMap<string, Row>, of: ReadonlySet<string>, from: string, to: string): Absence[] {
  const [begins, ends] = [dayStart(from), dayStart(addDays(to, 1))];
  const found: Absence[] = [];
  for (const row of docs.values()) {
    const { kind, ref, fields: f } = row;
    if (kind !== "absence" || !there(row) || f["void"] === true || !of.has(text(f, "assistant"))) continue;
    const one: Absence = { ref, assistant: text(f, "assistant"), kind: absenceKinds.find((k) => k === f["kind"]) ?? "leave", start: text(f, "start"), end: text(f, "end") };
    if (instant(one.start) < ends && (one.end === "" || instant(one.end) > begins)) found.push(one);
  }
  return found.sort((a, b) => instant(a.start) - instant(b.start) || (a.ref < b.ref ? -1 : 1));
}

/** Whole days as instants: from the first's midnight until the last's. No last day: until further notice. */
export function daysOf(first: string, last: string): { start: Minute; end: Minute } {
  return { start: stamp(dayStart(first)), end: last === "" ? "" : stamp(dayStart(addDays(last, 1))) };
}

/**
 * An assistant's plans that lie in an absence, have not begun, and that nobody has worked: they want somebody else. What has
 * begun is left alone: it may have been worked, and its row be nowhere on this device.
 */
export function leftBy(plans: readonly Plan[], shifts: readonly Shift[], absence: Pick<Absence, "assistant" | "start" | "end">, now: number): Plan[] {
  const until = absence.end === "" ? Infinity : instant(absence.end);
  return plans.filter((plan) => !plan.void && plan.assistant === absence.assistant && instant(plan.start) < until && instant(plan.end) > instant(absence.start)
    && instant(plan.start) > now && !answered(plan, shifts.filter((s) => s.assistant === absence.assistant), now));
}
