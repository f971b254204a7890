import { useEffect, useState } from "preact/hooks";
import type { Plan } from "../../core/plan";
import { format, t } from "../../i18n";
import { Button, Notice, Sheet, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { o } from "../words";
import { waitsNew } from "./waits";
import { confirmed } from "./worked";
import { p } from "./words";

/** Says for the assistants that a week was worked as planned: those that are ticked, with a way back. */
export function Confirm({ desk, plans, names, toaster, onClose }: { desk: Desk; plans: readonly Plan[]; names: (id: string) => string; toaster: Toaster; onClose: () => void }) {
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const chosen = plans.filter((plan) => !left.has(plan.id));
  const waiting = chosen.filter((plan) => waitsNew(desk.docs.value, plan)).length;
  const cards = [...new Set(plans.map(({ beneficiary }) => `card/${beneficiary}`))].join(); // they know which days are closed
  useEffect(() => cards.split(",").forEach((card) => desk.open(card)), [cards]);
  const save = async (): Promise<void> => {
    setTried(true);
    if (chosen.length === 0) return;
    const acts = confirmed(chosen, () => desk.newId());
    try {
      await desk.actAll(acts);
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    onClose();
    const done = p("confirm.done", { n: acts.length });
    toaster.say(waiting > 0 ? `${done} ${p("confirm.waits", { n: waiting })}` : done, () => void desk.actAll(acts.map(({ ref }) => ({ ref, base: desk.docs.value.get(ref)?.rev ?? 0, set: { void: true }, why: p("confirm.undo") })))
      .then(() => toaster.say(o("plan.undone")), () => toaster.say(t("edit.notSaved"))));
  };
  return (
    <Sheet title={p("confirm.title")} closeLabel={t("do.close")} onClose={onClose} actions={<><Button kind="primary" onClick={() => void save()}>{p("confirm.do", { n: chosen.length })}</Button><Button kind="quiet" onClick={onClose}>{t("do.cancel")}</Button></>}>
      <p>{p("confirm.what")}</p>
      {waiting > 0 && <Notice icon="lock" tone="you">{p("confirm.held", { n: waiting })}</Notice>}
      {tried && chosen.length === 0 && <p class="wrong" role="alert">{p("confirm.none")}</p>}
      <ul>
        {plans.map((plan) => (
          <li key={plan.id}>
            <label class="check">
              <input type="checkbox" checked={!left.has(plan.id)} onChange={(e) => leave(new Set(e.currentTarget.checked ? [...left].filter((id) => id !== plan.id) : [...left, plan.id]))} />
              <span>{p("confirm.row", { day: format.capital(format.shortDay(plan.start)), span: format.span(plan.start, plan.end), name: names(plan.assistant) })}, {t(`kind.${plan.kind}`).toLocaleLowerCase()}</span>
            </label>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
