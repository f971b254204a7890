import { useState } from "preact/hooks";
import type { Plan } from "../../core/plan";
import { format, t } from "../../i18n";
import { Button, Chips, Sheet, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { o } from "../words";
import { toldOf } from "./told";
import { p } from "./words";

/** How many plans of each person are written out; the rest are counted. */
const shown = 6;

/** What is published, and who is told of what: before it is done, and with a way back. */
export function Publish({ desk, week, drafts, names, n, toaster, onClose }: { desk: Desk; week: readonly Plan[]; drafts: readonly Plan[]; names: (id: string) => string; n: number; toaster: Toaster; onClose: () => void }) {
  const [scope, choose] = useState<"week" | "all">(week.length > 0 ? "week" : "all");
  const chosen = scope === "week" ? week : drafts;
  const set = async (plans: readonly Plan[], draft: boolean): Promise<boolean> => {
    try {
      await desk.actAll(plans.map(({ ref }) => ({ ref, base: desk.docs.value.get(ref)?.rev ?? 0, set: { draft } })));
      return true;
    } catch {
      toaster.say(t("edit.notSaved"));
      return false;
    }
  };
  const publish = async (): Promise<void> => {
    const plans = chosen;
    onClose();
    if (await set(plans, false)) toaster.say(p("publish.done", { n: plans.length }), () => void set(plans, true).then((did) => did && toaster.say(o("plan.undone"))));
  };
  return (
    <Sheet title={p("publish.title")} closeLabel={t("do.close")} onClose={onClose} actions={<><Button kind="primary" onClick={() => void publish()}>{p("publish.do", { n: chosen.length })}</Button><Button kind="quiet" onClick={onClose}>{t("do.cancel")}</Button></>}>
      {week.length > 0 && week.length < drafts.length && (
        <Chips legend={p("publish.which")} name="publish" value={scope} onChange={choose} options={[{ value: "week", label: o("plan.week", { n }), count: week.length }, { value: "all", label: p("publish.all"), count: drafts.length }]} />
      )}
      <p>{p("publish.what")}</p>
      <ul class="told">
        {toldOf(chosen, names).map(({ assistant, plans }) => (
          <li key={assistant}>
            <b>{assistant === "" ? p("publish.vacant", { n: plans.length }) : p("publish.told", { name: names(assistant), n: plans.length })}</b>
            <ul class="s">
              {plans.slice(0, shown).map((plan) => <li key={plan.id}>{format.capital(format.weekday(plan.start))} {format.dayMonth(plan.start)} <span class="num">{format.span(plan.start, plan.end)}</span></li>)}
              {plans.length > shown && <li class="soft">{p("publish.more", { n: plans.length - shown })}</li>}
            </ul>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
