import { useState } from "preact/hooks";
import { between, clockOf, instant, isDay } from "../../core/time";
import { wishedAway, type Plan } from "../../core/plan";
import type { Fields } from "../../core/types";
import { format, said, t } from "../../i18n";
import { Button, Field, Kinds, Notice, Rested, Sheet, State, TextField, TimeInput, Writes, type Kind, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Fetched } from "../../ui/Fetched";
import { RowHistory } from "../RowHistory";
import type { Named } from "../types";
import { o } from "../words";
import { Notes } from "./Checks";
import { Exchanging } from "./Exchanging";
import { Offering } from "./Offering";
import { about, unsent, useCheck, type Draft } from "./check";
import { exchangeable, exchangesOf } from "./exchanges";
import { offersOf } from "./offers";
import { datesOf, timesOf, weekOf } from "./week";
import { p } from "./words";

const talk = () => import("../talk");

/** A sheet that plans something, or changes or removes what is planned. */
export interface PlanSheetProps {
  desk: Desk;
  plan: Plan | undefined;
  beneficiary: Named;
  assistants: readonly Named[];
  /** The day that a new plan begins with. */
  day: string;
  names: (id: string) => string;
  /** Why it cannot be as it is meant, in words. */
  refuse: (draft: Draft) => string | undefined;
  /** The id that a new plan gets. */
  id: string;
  toaster: Toaster;
  onSave: (set: Fields) => void;
  onClose: () => void;
}

/** The sheet. Another day in it moves the plan; the clock stays. */
export function PlanSheet({ desk, plan, beneficiary, assistants, day, names, refuse, id, toaster, onSave, onClose }: PlanSheetProps) {
  const [assistant, setAssistant] = useState(plan?.assistant ?? "");
  const [kind, setKind] = useState<Kind>(plan?.kind ?? "active");
  const [date, setDate] = useState(plan?.start.slice(0, 10) ?? day);
  const [from, setFrom] = useState<number | undefined>(plan && clockOf(plan.start));
  const [to, setTo] = useState<number | undefined>(plan && (plan.end.slice(11, 16) === "00:00" ? 1440 : clockOf(plan.end)));
  const [note, setNote] = useState(plan?.note ?? "");
  const [typed, type] = useState(false);
  const [tried, setTried] = useState(false);
  // What nobody has typed over stays as it is, also where a form could not say it.
  const { start, end } = plan && !typed ? plan : timesOf(date, from, to);
  const length = start && start !== "gap" && end && end !== "gap" ? between(start, end) : undefined;
  const sum = length === undefined ? "" : t("edit.sum", { time: format.hours(length) });
  const ends = length !== undefined && end && end !== "gap" && end.slice(0, 10) !== date && to !== 1440 ? t("edit.ends", { day: format.day(end) }) : "";
  const draft: Draft | undefined = length !== undefined && start && end ? { id, assistant, beneficiary: beneficiary.id, kind, start, end } : undefined;
  const week = datesOf(weekOf(draft?.start.slice(0, 10) ?? day));
  const { check, fresh } = useCheck(desk, beneficiary.id, week[0] ?? day, week[6] ?? day, draft && [...unsent(desk.docs.value).filter((other) => other.id !== id), draft]);
  const found = about(check, id);
  const ahead = draft !== undefined && instant(draft.end) > desk.now().getTime();
  const moved = draft && (assistant !== (plan?.assistant ?? "") || draft.start !== plan?.start || draft.end !== plan.end);
  const refused = draft && moved ? refuse(draft) ?? found.filter((f) => fresh && f.severity === "stops").map((f) => said(f.message))[0] : undefined;
  const untouched = plan !== undefined && assistant === plan.assistant && !moved;
  // What is asked of a plan is one thing at a time: whoever is asked to exchange it is not offered it, too.
  const asked = plan && { exchange: exchangesOf(desk.docs.value).get(plan.id)?.why === "", offer: offersOf(desk.docs.value).get(plan.id)?.given === "" };
  const typing = <V,>(set: (value: V) => void) => (value: V): void => {
    type(true);
    set(value);
  };

  const save = (): void => {
    setTried(true);
    if (refused !== undefined) document.getElementById("refused")?.scrollIntoView({ block: "nearest" });
    if (length === undefined || start === undefined || end === undefined || refused !== undefined) return;
    const asked: Record<string, Fields[string]> = plan ? {} : { beneficiary: beneficiary.id };
    if (assistant !== (plan?.assistant ?? "")) asked["assistant"] = assistant === "" ? null : assistant;
    if (kind !== plan?.kind) asked["kind"] = kind;
    if (start !== plan?.start) asked["start"] = start;
    if (end !== plan?.end) asked["end"] = end;
    if (note.trim() !== (plan?.note ?? "")) asked["note"] = note.trim() === "" ? null : note.trim();
    onSave(asked);
  };
  const wrong = (of: string | undefined, clock: number | undefined): string | undefined => {
    if (of === "gap") return t("edit.gap", { clock: format.clockOf(clock ?? 0) });
    return of === undefined && tried ? t("time.unreadable") : undefined;
  };
  return (
    <Sheet
      title={o(plan ? "plan.change" : "plan.add")} sub={plan ? `${format.day(plan.start)} ${format.span(plan.start, plan.end)}` : t("who.at", { name: beneficiary.name })} onClose={onClose}
      actions={
        <Writes>
          <Button kind="primary" onClick={save}>{t("do.save")}</Button>
          {plan && <Button kind="quiet" onClick={() => onSave({ void: true })}>{o("plan.remove")}</Button>}
        </Writes>
      }
    >
      <Field label={o("edit.who")} help={assistants.length === 0 ? o("edit.noWho", { name: beneficiary.name }) : undefined}>
        {({ id, describedby }) => (
          <select class="input" id={id} value={assistant} aria-describedby={describedby} onChange={(e) => setAssistant(e.currentTarget.value)}>
            <option value="">{o("plan.vacant")}</option>
            {assistants.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            {assistant !== "" && !assistants.some((one) => one.id === assistant) && <option value={assistant}>{names(assistant)}</option>}
          </select>
        )}
      </Field>
      <Kinds value={kind} onChange={setKind} name="plan-kind" />
      <TextField label={o("edit.startDay")} type="date" value={date} onInput={typing(setDate)} help={isDay(date) ? format.capital(format.day(date)) : undefined} />
      <div class="pair">
        <TimeInput label={t("time.from")} value={from} onChange={typing(setFrom)} wrong={wrong(start, from)} />
        <TimeInput label={t("time.to")} value={to} onChange={typing(setTo)} wrong={wrong(end, to)} />
      </div>
      <Rested first={sum} rest={ends} />
      <div id="refused">{refused !== undefined && (tried ? <Notice tone="alarm" icon="alarm">{refused}</Notice> : <Notice tone="you" icon="you" live>{refused}</Notice>)}</div>
      {refused === undefined && draft && ahead && (
        <div role="status">
          {check === undefined ? !desk.online.value && <p class="soft s">{p("check.away")}</p> : found.length === 0 ? <p class="s"><State tone="done" icon="check">{p("check.fine")}</State></p> : <Notes findings={found} />}
        </div>
      )}
      <TextField label={t("edit.note")} optional={o("plan.noteWho")} value={note} onInput={setNote} maxLength={500} />
      {plan && !plan.draft && moved && <p class="soft s">{p("publish.live")}</p>}
      {plan && (plan.assistant === "" || wishedAway(desk.docs.value).has(plan.id)) && ahead && !asked?.exchange && (untouched ? <Writes><Offering {...{ desk, plan, names, refuse, toaster }} onDone={onClose} /></Writes> : assistant === "" && <p class="soft s">{p("offer.saveFirst")}</p>)}
      {plan && exchangeable(plan, desk.now().getTime()) && untouched && !asked?.offer && <Writes><Exchanging {...{ desk, plan, names, toaster }} onDone={onClose} /></Writes>}
      {plan && !plan.draft && plan.assistant !== "" && (
        <Fetched quiet from={talk} show={({ RowTalk }) => <RowTalk {...{ desk, names, toaster }} beneficiary={plan.beneficiary} month={plan.start.slice(0, 7)} row={{ id: plan.ref, start: plan.start, assistant: plan.assistant }} />} />
      )}
      {plan && <RowHistory desk={desk} doc={plan.ref} names={names} />}
    </Sheet>
  );
}
