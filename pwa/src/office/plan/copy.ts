// Copying a week on, with what came of it in words.

import { useState } from "preact/hooks";
import { plansIn, type Plan } from "../../core/plan";
import { format, t } from "../../i18n";
import type { Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { o } from "../words";
import { refusal } from "./check";
import { copied, numberOf, type Week } from "./week";

/** What came of copying: how many, what is said of it, and what was left out and why, each in words. */
export interface Told {
  readonly made: number;
  readonly words: string;
  readonly skipped: readonly string[];
  /** What was copied without its assistant, who cannot be there. */
  readonly vacant: readonly string[];
}

/** Copies plans to the week after; there() are the plans that are in that week already. */
export function useCopy(desk: Desk, plans: readonly Plan[], there: () => readonly Plan[], names: (id: string) => string, toaster: Toaster, next: Week) {
  const [told, tell] = useState<Told | undefined>(undefined);

  const undo = async (refs: readonly string[]): Promise<void> => {
    try {
      await desk.actAll(refs.map((ref) => ({ ref, base: desk.docs.value.get(ref)?.rev ?? 0, set: { void: true } })));
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    tell(undefined);
    toaster.say(o("plan.undone"));
  };
  return {
    told,
    /** Does it. What that week holds must be known: else it would be planned twice. */
    async go(known: boolean): Promise<void> {
      if (!known) return tell({ made: 0, words: o("plan.copyUnknown", { n: numberOf(next) }), skipped: [], vacant: [] });
      const { plans: meant, skipped } = copied(plans, there());
      const docs = desk.docs.value;
      const all = plansIn(docs.values(), () => true);
      const vacant: string[] = [];
      const made = meant.map((plan) => {
        if (!refusal({ ...plan, id: "" }, all, docs)) return plan;
        vacant.push(`${format.shortDay(plan.start)} ${format.span(plan.start, plan.end)}, ${names(plan.assistant)}`);
        return { ...plan, assistant: "" };
      });
      const acts = made.map(({ assistant, beneficiary, kind, start, end, note }) => ({
        ref: `plan/${desk.newId()}`, base: 0,
        set: { beneficiary, kind, start, end, draft: true, ...(assistant === "" ? {} : { assistant }), ...(note === "" ? {} : { note }) },
      }));
      try {
        if (acts.length > 0) await desk.actAll(acts);
      } catch {
        return toaster.say(t("edit.notSaved"));
      }
      const words = o(acts.length === 0 ? "plan.copiedNone" : "plan.copied", { m: acts.length, n: numberOf(next) });
      tell({
        made: acts.length, words, vacant,
        skipped: skipped.map(({ plan, why, by }) => {
          const what = `${format.shortDay(plan.start)} ${format.span(plan.start, plan.end)}`;
          return why === "gap" || !by ? o("plan.skippedGap", { what }) : o("plan.skipped", { what, by: `${format.shortDay(by.start)} ${format.span(by.start, by.end)}` });
        }),
      });
      if (acts.length > 0) toaster.say(words, () => void undo(acts.map((act) => act.ref)));
    },
  };
}
