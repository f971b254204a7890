// What is offered of vacant plans, and what was answered. Pure.

import type { Act } from "../../core/core";
import { planOf, type Plan } from "../../core/plan";
import { instant } from "../../core/time";
import { there } from "../../core/there";
import { text, type Row } from "../../core/types";

/** An offer of a plan as the office sees it. */
export interface Offer {
  readonly ref: string;
  readonly plan: string;
  readonly to: readonly string[];
  readonly how: "first" | "pick";
  /** Who got it; "" while nobody has. */
  readonly given: string;
  /** What each has said last, in the order in which the server heard of it. */
  readonly said: readonly Answer[];
}

/** What somebody has said. */
export interface Answer {
  readonly assistant: string;
  readonly says: "yes" | "no";
}

/** Whether a plan still is what somebody was asked about, as Go's care.Side.Stands has it. */
export function stands(of: Pick<Plan, "assistant" | "beneficiary" | "kind" | "start" | "end">, plan: Plan | undefined): boolean {
  return plan !== undefined && !plan.void && plan.assistant === of.assistant && plan.beneficiary === of.beneficiary && plan.kind === of.kind
    && instant(plan.start) === instant(of.start) && instant(plan.end) === instant(of.end);
}

/** What each has said last to offers and exchanges, by their refs, in the order in which the server heard of it. */
export function saidTo(docs: ReadonlyMap<string, Row>): ReadonlyMap<string, readonly Answer[]> {
  const replies = [...docs.values()].filter((row) => row.kind === "reply" && there(row)).sort((a, b) => a.rev - b.rev);
  const found = new Map<string, Map<string, "yes" | "no">>();
  for (const { fields: f } of replies) {
    const to = f["exchange"] ? `exchange/${text(f, "exchange")}` : `offer/${text(f, "offer")}`;
    const [who, says] = [text(f, "assistant"), f["says"] === "yes" ? "yes" as const : "no" as const];
    const said = found.get(to) ?? new Map<string, "yes" | "no">();
    if (said.get(who) !== says) said.delete(who);
    found.set(to, said.set(who, says));
  }
  return new Map([...found].map(([to, said]) => [to, [...said].map(([assistant, says]) => ({ assistant, says }))]));
}

/** The offers that hold, by the id of their plan: of one that was offered more than once, the last. One whose plan is another by now holds no longer. */
export function offersOf(docs: ReadonlyMap<string, Row>): ReadonlyMap<string, Offer> {
  const found = new Map<string, Offer>();
  const said = saidTo(docs);
  for (const row of [...docs.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1))) {
    if (row.kind !== "offer" || row.fields["void"] === true || !there(row)) continue;
    const { to, how } = row.fields;
    const plan = docs.get(`plan/${text(row.fields, "plan")}`);
    const asked = { assistant: text(row.fields, "from"), beneficiary: text(row.fields, "beneficiary"), kind: row.fields["kind"] as Plan["kind"], start: text(row.fields, "start"), end: text(row.fields, "end") };
    if (text(row.fields, "given") === "" && !stands(asked, plan && planOf(plan))) continue;
    found.set(text(row.fields, "plan"), {
      ref: row.ref, plan: text(row.fields, "plan"), to: Array.isArray(to) ? to.map(String) : [], how: how === "pick" ? "pick" : "first", given: text(row.fields, "given"),
      said: said.get(row.ref) ?? [],
    });
  }
  return found;
}

/**
 * What gives a plan that is offered to somebody, both or nothing: the offer first, so that nobody takes it for one whose plan is
 * another. Undefined where the offer holds no longer: what they said yes to is not what the plan is now.
 */
export function giving(docs: ReadonlyMap<string, Row>, plan: Pick<Plan, "id" | "ref">, offer: Offer, who: string): Act[] | undefined {
  if (offersOf(docs).get(plan.id)?.ref !== offer.ref) return undefined;
  const rev = (ref: string): number => docs.get(ref)?.rev ?? 0;
  return [{ ref: offer.ref, base: rev(offer.ref), set: { given: who } }, { ref: plan.ref, base: rev(plan.ref), set: { assistant: who, draft: false } }];
}

/** The fields of an offer of a plan. One that is somebody's stays theirs until another accepts it. */
export function offered({ id, assistant, beneficiary, kind, start, end }: Plan, to: readonly string[], how: "first" | "pick") {
  return { plan: id, beneficiary, kind, start, end, to: [...to], how, ...(assistant === "" ? {} : { from: assistant }) };
}
