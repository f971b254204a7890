import { useEffect, useState } from "preact/hooks";
import { plansIn } from "../../core/plan";
import type { Act } from "../../core/core";
import { addDays, isDay } from "../../core/time";
import { format, t } from "../../i18n";
import { Button, Choices, Field, Notice, Sheet, TextField, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import type { Named } from "../types";
import { o } from "../words";
import { absenceKinds, daysOf, leftBy, type Absence, type AbsenceKind } from "./absence";
import { monthsOf } from "./template";
import { weekOf } from "./week";
import { shiftsIn } from "./worked";
import { p } from "./words";

/** For how many weeks ahead the plans are looked up of somebody who is away until further notice. */
const ahead = 8;

/** Who of those who work here is away in the week: one line each, with a way to take it back. */
export function AwayNotices({ desk, absences, names, toaster }: { desk: Desk; absences: readonly Absence[]; names: (id: string) => string; toaster: Toaster }) {
  const remove = async (one: Absence): Promise<void> => {
    const set = async (gone: boolean): Promise<void> => {
      try {
        await desk.act(one.ref, desk.docs.value.get(one.ref)?.rev ?? 0, { void: gone ? true : null });
        toaster.say(gone ? p("away.removed") : o("plan.undone"), gone ? () => void set(false) : undefined);
      } catch {
        toaster.say(t("edit.notSaved"));
      }
    };
    await set(true);
  };
  return (
    <>
      {absences.map((one) => {
        const words = p(one.end === "" ? "away.open" : addDays(one.start.slice(0, 10), 1) === one.end.slice(0, 10) ? "away.day" : "away.said", { name: names(one.assistant), why: p(`away.${one.kind}`), from: format.dayOfMonth(one.start), to: one.end === "" ? "" : format.dayOfMonth(addDays(one.end.slice(0, 10), -1)) });
        return <Notice key={one.ref} icon="info">{words} <Writes><Button kind="quiet" label={`${p("away.remove")}: ${words}`} onClick={() => void remove(one)}>{p("away.remove")}</Button></Writes></Notice>;
      })}
    </>
  );
}

/** A sheet that says that somebody is away, and shows beforehand which plans want somebody else. */
export function AbsenceSheet({ desk, assistants, day, names, toaster, onClose }: { desk: Desk; assistants: readonly Named[]; day: string; names: (id: string) => string; toaster: Toaster; onClose: () => void }) {
  const [who, choose] = useState("");
  const [kind, setKind] = useState<AbsenceKind | undefined>(undefined);
  const [first, begin] = useState(day);
  const [last, end] = useState(day);
  const [tried, setTried] = useState(false);
  const right = isDay(first) && (last === "" || (isDay(last) && last >= first));
  const months = right ? monthsOf(weekOf(first), last === "" ? ahead : Math.max(1, Math.ceil(format.daysBetween(first, last) / 7))) : [];
  const feeds = who === "" ? [] : months.map((month) => `plans/${who}@${month}`);
  useEffect(() => feeds.forEach((feed) => desk.open(feed)), [feeds.join()]);
  const known = feeds.every((feed) => desk.opened.value.has(feed));
  const docs = desk.docs.value;
  const times = right ? daysOf(first, last) : { start: "", end: "" };
  const left = right && who !== "" ? leftBy(plansIn(docs.values(), (plan) => plan.assistant === who), shiftsIn(docs.values()), { assistant: who, ...times }, desk.now().getTime()) : [];

  const save = async (): Promise<void> => {
    setTried(true);
    if (who === "" || kind === undefined || !right || !known) return;
    const ref = `absence/${desk.newId()}`;
    const vacate: Act[] = left.map((plan) => ({ ref: plan.ref, base: docs.get(plan.ref)?.rev ?? 0, set: { assistant: null } }));
    try {
      await desk.actAll([{ ref, base: 0, set: { assistant: who, kind, start: times.start, ...(times.end === "" ? {} : { end: times.end }) } }, ...vacate]);
    } catch {
      return toaster.say(t("edit.notSaved"));
    }
    onClose();
    const rev = (of: string): number => desk.docs.value.get(of)?.rev ?? 0;
    toaster.say(p("away.saved", { name: names(who), n: left.length }), () => void desk.actAll([{ ref, base: rev(ref), set: { void: true } }, ...vacate.map((act) => ({ ref: act.ref, base: rev(act.ref), set: { assistant: who } }))])
      .then(() => toaster.say(o("plan.undone")), () => toaster.say(t("edit.notSaved"))));
  };
  return (
    <Sheet title={p("away.title")} closeLabel={t("do.closeUnsaved")} onClose={onClose} actions={<><Button kind="primary" onClick={() => void save()}>{t("do.save")}</Button><Button kind="quiet" onClick={onClose}>{t("do.cancel")}</Button></>}>
      <Field label={p("away.who")} wrong={tried && who === "" ? p("away.noWho") : undefined}>
        {({ id, describedby }) => (
          <select class="input" id={id} value={who} aria-describedby={describedby} onChange={(e) => choose(e.currentTarget.value)}>
            <option value="">{p("away.pick")}</option>
            {assistants.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
      </Field>
      <Choices legend={p("away.why")} name="absence" value={kind} onChange={setKind} options={absenceKinds.map((value) => ({ value, label: format.capital(p(`away.${value}`)) }))}>
        {tried && kind === undefined && <small class="wrong" role="alert">{p("away.noWhy")}</small>}
      </Choices>
      <div class="pair">
        <TextField label={p("away.from")} type="date" value={first} onInput={begin} wrong={tried && !isDay(first) ? p("away.noDay") : undefined} />
        <TextField label={p("away.to")} type="date" help={p("away.optional")} value={last} onInput={end} wrong={tried && isDay(first) && !right ? p("away.order") : undefined} />
      </div>
      <div role="status">
        {who !== "" && right && (!known ? <p class="soft s">{p(desk.online.value ? "roll.wait" : "away.offline")}</p> : left.length === 0 ? <p class="s">{p("away.leavesNone", { name: names(who) })}</p> : (
          <>
            <p>{p("away.leaves", { n: left.length })}</p>
            <ul class="listed s">{left.map((plan) => <li key={plan.id}>{format.capital(format.weekday(plan.start))} {format.dayMonth(plan.start)} <span class="num">{format.span(plan.start, plan.end)}</span>, {names(plan.beneficiary)}</li>)}</ul>
          </>
        ))}
      </div>
      <p class="soft s">{p("away.private")}</p>
    </Sheet>
  );
}
