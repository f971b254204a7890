// What the rules say of what is planned: the server's, which knows everything; and the two that refuse, by what this device knows.

import { useEffect, useRef, useState } from "preact/hooks";
import { instant } from "../../core/time";
import { planOf, type Plan } from "../../core/plan";
import { there } from "../../core/there";
import { text, type Row } from "../../core/types";
import type { Desk } from "../../ui/desk";
import { said } from "../../i18n";
import type { Found, Fraction } from "../types";
import { datesOf, weekOf } from "./week";

/** Granted hours, and what is worked and planned of them, in counted minutes. */
export interface PlanHours {
  readonly from: string;
  readonly to: string;
  readonly granted: number;
  readonly worked: Fraction;
  readonly planned: Fraction;
  readonly left: Fraction;
}

/** What the rules find in planned days. */
export interface PlanCheck {
  readonly findings: readonly Found[];
  readonly hours: readonly PlanHours[];
}

/** A plan as it is meant, saved or not. */
export type Draft = Pick<Plan, "id" | "assistant" | "beneficiary" | "kind" | "start" | "end"> & { readonly void?: boolean };

/** The plans that this device has changed and the server does not know yet, removed ones too. */
export function unsent(docs: ReadonlyMap<string, Row>): Draft[] {
  const found: Draft[] = [];
  for (const row of docs.values()) {
    if (row.kind !== "plan" || row.status !== "phone") continue;
    const plan = planOf(row);
    if (plan) found.push(draftOf(plan));
  }
  return found;
}

/** What a plan is to the rules. */
export function draftOf({ id, assistant, beneficiary, kind, start, end, void: gone }: Draft): Draft {
  return { id, assistant, beneficiary, kind, start, end, ...(gone ? { void: true } : {}) };
}

/** How long somebody has to pause before the rules are asked, in milliseconds. */
const pause = 250;

/**
 * Asks the rules about days, with drafts that are not saved: again whenever either changes, or this device has pulled
 * something. The last answer stays until the next, and fresh tells whether it is of what is meant now; undefined where nothing
 * could be asked.
 */
export function useCheck(desk: Desk, beneficiary: string, from: string, to: string, drafts: readonly Draft[] | undefined): { check: PlanCheck | undefined; fresh: boolean } {
  const [state, set] = useState<{ of: string; check: PlanCheck } | undefined>(undefined);
  const turn = useRef(0);
  const asked = drafts && JSON.stringify({ beneficiary, from, to, plans: drafts });
  const changed = desk.changed.value;
  useEffect(() => {
    const mine = ++turn.current;
    if (asked === undefined) return set(undefined);
    const timer = setTimeout(() => {
      desk.post("/api/v1/plan/check", JSON.parse(asked)).then(
        (answer) => mine === turn.current && set({ of: asked, check: answer as PlanCheck }),
        () => mine === turn.current && set(undefined),
      );
    }, pause);
    return () => clearTimeout(timer);
  }, [asked, changed]);
  return { check: state?.check, fresh: state !== undefined && state.of === asked };
}

/**
 * What stops a plan as it is meant, in words, as of now; undefined where nothing does, or the server cannot be asked: then what
 * this device knows has to do.
 */
export async function stopped(desk: Pick<Desk, "post" | "docs">, draft: Draft): Promise<string | undefined> {
  const days = datesOf(weekOf(draft.start.slice(0, 10)));
  const plans = [...unsent(desk.docs.value).filter((other) => other.id !== draft.id), draftOf(draft)];
  try {
    const check = (await desk.post("/api/v1/plan/check", { beneficiary: draft.beneficiary, from: days[0], to: days[6], plans })) as PlanCheck;
    return about(check, draft.id).filter((f) => f.severity === "stops").map((f) => said(f.message))[0];
  } catch {
    return undefined;
  }
}

/** The findings about one plan, and whether more is planned than is granted. */
export function about(check: PlanCheck | undefined, id: string): Found[] {
  return (check?.findings ?? []).filter((f) => f.code === "over_granted" || (f.rows ?? []).includes(`plan/${id}`));
}

/** Why a plan cannot be: the same assistant is to be somewhere else then, or is not engaged here on that day. */
export type Refusal = { readonly why: "clash"; readonly by: Plan } | { readonly why: "stranger" };

/** Whether a plan cannot be, as far as this device knows. Vacant ones always can. */
export function refusal(draft: Draft, all: readonly Plan[], docs: ReadonlyMap<string, Row>): Refusal | undefined {
  if (draft.assistant === "" || draft.void) return undefined;
  const by = all.find((other) => other.id !== draft.id && !other.void && other.assistant === draft.assistant && instant(other.start) < instant(draft.end) && instant(draft.start) < instant(other.end));
  if (by) return { why: "clash", by };
  return engagedOn(docs, draft.beneficiary, draft.assistant, draft.start.slice(0, 10)) ? undefined : { why: "stranger" };
}

/** Whether an assistant is engaged at a beneficiary on a day. */
export function engagedOn(docs: ReadonlyMap<string, Row>, beneficiary: string, assistant: string, date: string): boolean {
  for (const row of docs.values()) {
    const { kind, fields: f } = row;
    if (kind !== "engagement" || f["assistant"] !== assistant || f["beneficiary"] !== beneficiary || f["void"] === true || !there(row)) continue;
    const to = text(f, "to");
    if (text(f, "from") <= date && (to === "" || date <= to)) return true;
  }
  return false;
}
