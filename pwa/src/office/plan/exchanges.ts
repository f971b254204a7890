// Exchanges of two plans between their assistants: what can be exchanged, what is proposed, and what was answered. Pure.

import { planOf, type Plan } from "../../core/plan";
import { instant } from "../../core/time";
import { there } from "../../core/there";
import { text, type Fields, type Row } from "../../core/types";
import { engagedOn, type Draft } from "./check";
import { saidTo, stands, type Answer } from "./offers";

/** One of the two plans as it was when the exchange was proposed, and whose it was. */
export type Side = Pick<Plan, "id" | "assistant" | "beneficiary" | "kind" | "start" | "end">;

/** An exchange that has something to say of the plans in it. */
export interface Exchange {
  readonly ref: string;
  readonly sides: readonly [Side, Side];
  /** Why it came to nothing, where the house took it back and the office has not seen it; "" while it is open. */
  readonly why: string;
  /** What each has said last. */
  readonly said: readonly Answer[];
  /** The feed in which it is answered. */
  readonly home: string;
}

function sideOf(f: Fields): Side {
  const kind = f["kind"];
  return { id: text(f, "plan"), assistant: text(f, "assistant"), beneficiary: text(f, "beneficiary"), kind: kind === "waiting" || kind === "standby" ? kind : "active", start: text(f, "start"), end: text(f, "end") };
}

// Whether a side's plan still is what it was, as far as this device knows: one at another customer it may not have.
function holds(side: Side, docs: ReadonlyMap<string, Row>): boolean {
  const row = docs.get(`plan/${side.id}`);
  const plan = row && planOf(row);
  return row === undefined || (stands(side, plan) && plan?.draft === false && !plan.disputed);
}

/**
 * The exchanges that say how plans stand, by the ids of both plans: those that are open, and those that came to nothing and that the
 * office has not seen. Of several about one plan the last holds; one of which a plan is another by now holds no longer.
 */
export function exchangesOf(docs: ReadonlyMap<string, Row>): ReadonlyMap<string, Exchange> {
  const found = new Map<string, Exchange>();
  const said = saidTo(docs);
  for (const { ref, fields: f } of [...docs.values()].filter((row) => row.kind === "exchange" && there(row)).sort((a, b) => (a.ref < b.ref ? -1 : 1))) {
    const why = f["void"] === true ? text(f, "why") : "";
    if (!Array.isArray(f["sides"]) || f["given"] === true || (f["void"] === true && (why === "" || f["seen"] === true))) continue;
    const [a, b] = (f["sides"] as unknown as readonly Fields[]).map(sideOf);
    if (!a || !b || !holds(a, docs) || !holds(b, docs)) continue;
    const one: Exchange = { ref, sides: [a, b], why, said: said.get(ref) ?? [], home: `planning/${a.beneficiary}@${a.start.slice(0, 7)}` };
    found.set(a.id, one).set(b.id, one);
  }
  return found;
}

/** The plans that a plan can be exchanged for, as far as this device knows: somebody else's, published, to come, and each engaged where they would be. */
export function partners(plan: Plan, all: readonly Plan[], docs: ReadonlyMap<string, Row>, now: number): Plan[] {
  return all.filter((other) => other.assistant !== "" && other.assistant !== plan.assistant && !other.draft && !other.disputed && instant(other.start) > now
    && engagedOn(docs, plan.beneficiary, other.assistant, plan.start.slice(0, 10)) && engagedOn(docs, other.beneficiary, plan.assistant, other.start.slice(0, 10)));
}

/** Whether a plan can be exchanged at all: it is somebody's, published, and has not begun. */
export function exchangeable(plan: Plan, now: number): boolean {
  return plan.assistant !== "" && !plan.draft && !plan.disputed && instant(plan.start) > now;
}

/** Both plans as they would be, each the other's. */
export function exchanged(plan: Side, other: Side): [Draft, Draft] {
  return [{ ...plan, assistant: other.assistant }, { ...other, assistant: plan.assistant }];
}

/** The fields of an exchange. */
export function proposed(plan: Side, other: Side): Fields {
  const side = ({ id, assistant, beneficiary, kind, start, end }: Side) => ({ plan: id, assistant, beneficiary, kind, start, end });
  return { sides: [side(plan), side(other)] };
}
