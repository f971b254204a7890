import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Shift } from "../../core/month";
import { answered, plansIn, type Plan, wishedAway } from "../../core/plan";
import { there } from "../../core/there";
import { addDays, between, instant } from "../../core/time";
import { untaken, type Fields, type Row } from "../../core/types";
import { format, t } from "../../i18n";
import { go } from "../../route";
import { Button, Icon, Notice, readsOnly, Skeleton, Writes, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { change } from "../anew";
import { Conflict } from "../Conflict";
import { rowOf, type Disagreement } from "../doc";
import { engaged, listed, namesOf } from "../people";
import type { Named } from "../types";
import { Download } from "../out/Download";
import { NowLine } from "../now/NowLine";
import { o } from "../words";
import { Card, dragged } from "./Card";
import { Findings, Hours } from "./Checks";
import { about, engagedOn, unsent, useCheck, type Draft } from "./check";
import { PlanSheet } from "./PlanSheet";
import { AbsenceSheet, AwayNotices } from "./Absences";
import { Confirm } from "./Confirm";
import { Publish } from "./Publish";
import { Templates } from "./Templates";
import { absencesIn } from "./absence";
import { shiftsIn, unconfirmed } from "./worked";
import { DayMarks } from "./DayMarks";
import { exchangesOf } from "./exchanges";
import { marksOn } from "./marks";
import { offersOf } from "./offers";
import { refused } from "./refused";
import { useCopy } from "./copy";
import type { How, Shown } from "./standing";
import { clashes, datesOf, moved, numberOf, weekAfter, type Week } from "./week";
import { p as w } from "./words";

type Edited = { plan?: Plan; id: string; day: string; resolves?: readonly string[] };

/** How many assistants' plans elsewhere are held beside the months that are open. */
const elsewhere = 6;

/** A week of one customer: who is to be there when. */
export function PlanPage({ desk, beneficiary, week, toaster }: { desk: Desk; beneficiary: string; week: Week; toaster: Toaster }) {
  const [edited, edit] = useState<Edited | undefined>(undefined);
  const [tool, use] = useState<"templates" | "absence" | "publish" | "confirm" | undefined>(undefined);
  const focus = useRef<{ id: string; start: string } | undefined>(undefined);
  const docs = desk.docs.value;
  const dates = datesOf(week);
  const next = weekAfter(week, 1);
  const [monday = "", sunday = ""] = [dates[0], dates[6]];
  const months = [...new Set([monday, sunday, addDays(sunday, 7)].map((date) => date.slice(0, 7)))];
  const names = useMemo(() => namesOf(docs, t("who.someone")), [docs]);
  const customer: Named = { id: beneficiary, name: names(beneficiary) };
  const shared = workElsewhere(docs, beneficiary).slice(0, elsewhere).join();
  useEffect(() => {
    for (const assistant of shared.split(",")) if (assistant) for (const month of new Set([monday.slice(0, 7), sunday.slice(0, 7)])) desk.open(`plans/${assistant}@${month}`);
    for (const month of months) desk.open(`planning/${beneficiary}@${month}`);
    for (const month of months) desk.open(`${beneficiary}@${month}`); // last: these are the ones that must stay open
  }, [beneficiary, week, shared]);

  const all = useMemo(() => plansIn(docs.values(), () => true), [docs]);
  const rows = useMemo(() => rowsAt(docs, beneficiary), [docs, beneficiary]);
  const shifts = useMemo(() => shiftsIn(rows), [rows]);
  const clash = useMemo(() => clashes(all), [all]);
  const here = all.filter((p) => p.beneficiary === beneficiary);
  const plans = here.filter((p) => dates.includes(p.start.slice(0, 10)));
  const now = desk.now().getTime();
  const known = (month: string): boolean => desk.opened.value.has(`${beneficiary}@${month}`);
  const minutes = plans.reduce((sum, p) => sum + between(p.start, p.end), 0);

  const { check } = useCheck(desk, beneficiary, monday, sunday, unsent(docs));
  const refuse = (draft: Draft): string | undefined => refused(draft, all, docs, names);

  const say = async (ref: string, base: number, set: Fields, done: string, undo?: Fields, resolves?: readonly string[]): Promise<void> => {
    const there = await change(desk, ref, base, set, resolves ? { resolves } : {}).catch(() => "");
    if (there === "") return toaster.say(t("edit.notSaved"));
    const back = there === ref ? undo : { void: true }; // what was made anew is undone as what is new
    toaster.say(done, undo && back && there ? () => void say(there, desk.docs.value.get(there)?.rev ?? base, back, o("plan.undone")) : undefined);
  };
  const save = (set: Fields): void => {
    const { plan, resolves } = edited ?? {};
    edit(undefined);
    if (!plan) {
      const id = edited?.id ?? desk.newId();
      focus.current = { id, start: String(set["start"]) };
      void say(`plan/${id}`, 0, { ...set, draft: true }, o("plan.added"), { void: true });
      return;
    }
    const doc = docs.get(plan.ref);
    if (Object.keys(set).length > 0 || resolves || (doc && untaken(doc))) {
      void say(plan.ref, doc?.rev ?? 0, set, set["void"] === true ? o("plan.removed") : o("plan.saved"), before(docs, plan.ref, set), resolves);
    }
  };
  const move = (plan: Plan, days: number): void => {
    if (readsOnly.value) return;
    const times = moved(plan, days);
    if (!times) return toaster.say(t("edit.gap", { clock: format.clock(plan.start) }));
    const no = refuse({ ...plan, ...times });
    if (no !== undefined) return toaster.say(no);
    focus.current = { id: plan.id, start: times.start };
    void say(plan.ref, docs.get(plan.ref)?.rev ?? 0, times, o("plan.moved", { day: format.day(times.start) }), { start: plan.start, end: plan.end });
  };
  const copy = useCopy(desk, plans, () => here.filter((p) => datesOf(next).includes(p.start.slice(0, 10)) || datesOf(next).includes(p.end.slice(0, 10))), names, toaster, next);
  // Where a plan has moved to another day its card is a new one: the focus goes with it.
  useEffect(() => {
    const to = focus.current;
    if (!to || !plans.some((p) => p.id === to.id && p.start === to.start)) return;
    focus.current = undefined;
    document.getElementById(`plan-${to.id}`)?.focus();
  });

  const offers = offersOf(docs);
  const exchanges = exchangesOf(docs);
  const [wished, unworked] = [wishedAway(docs), wishedAway(docs, true)];
  const drafts = here.filter((plan) => plan.draft);
  const staff = engaged(docs, beneficiary, monday.slice(0, 7), names);
  const asks = unconfirmed(plans, shiftsIn(rows, true), now).filter((plan) => !unworked.has(plan.id));
  const away = absencesIn(docs, new Set(staff.map((one) => one.id)), monday, sunday);
  const shown = (plan: Plan): Shown => ({
    plan, name: nameOf(plan, names), how: howOf(plan, shifts, unworked.has(plan.id), now), waiting: docs.get(plan.ref)?.status === "phone",
    clashes: (clash.get(plan.id) ?? []).map((other) => `${names(other.beneficiary)} ${format.span(other.start, other.end)}`),
    stranger: plan.assistant !== "" && !engagedOn(docs, beneficiary, plan.assistant, plan.start.slice(0, 10)),
    offered: offers.get(plan.id)?.given === "", wished: wished.has(plan.id), exchanged: exchanges.get(plan.id)?.why === "", found: about(check, plan.id).filter((f) => (f.rows ?? []).includes(plan.ref)),
  });
  const disputes = plans.flatMap((plan) => {
    const doc = docs.get(plan.ref);
    return (doc?.conflicts ?? []).map((conflict) => ({ plan, rev: doc?.rev ?? 0, conflict: conflict as unknown as Disagreement, row: rowOf(plan.ref, doc?.fields ?? {}, nameOf(plan, names), true, false) }));
  });
  const customers = listed(docs, monday, names).filter((p) => p.role === "beneficiary");
  return (
    <>
      <header class="head">
        <div>
          <div class="head__title head__title--long">
            <Button kind="line" icon="prev" href={`/office/plan/${beneficiary}/${weekAfter(week, -1)}`} label={o("plan.week", { n: numberOf(weekAfter(week, -1)) })} />
            <h1>{o("plan.title", { name: customer.name, n: numberOf(week) })}</h1>
            <Button kind="line" icon="next" href={`/office/plan/${beneficiary}/${next}`} label={o("plan.week", { n: numberOf(next) })} />
          </div>
          <p class="soft">{format.dayOfMonth(monday)} – {format.dayOfMonth(sunday)} {sunday.slice(0, 4)}</p>
        </div>
        <dl class="count"><div><dt>{o("plan.sum")}</dt><dd>{format.hours(minutes)}</dd></div></dl>
      </header>
      <div class="tools">
        <label class="pickone">
          <span class="vh">{o("board.customer")}</span>
          <select class="input" value={beneficiary} onChange={(e) => go(`/office/plan/${e.currentTarget.value}/${week}`)}>
            {customers.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            {!customers.some((one) => one.id === beneficiary) && <option value={beneficiary}>{customer.name}</option>}
          </select>
        </label>
        <Writes>
          {plans.length > 0 && <Button kind="line" icon="arrow" onClick={() => copy.go(months.every(known))}>{o("plan.copy", { n: numberOf(next) })}</Button>}
          <Button kind="line" onClick={() => use("templates")}>{w("tool.templates")}</Button>
          <Button kind="line" onClick={() => use("absence")}>{w("tool.absence")}</Button>
          {asks.length > 0 && <Button kind="line" icon="check" onClick={() => use("confirm")}>{w("confirm.open", { n: asks.length })}</Button>}
          {drafts.length > 0 && <Button kind="primary" icon="check" onClick={() => use("publish")}>{w("publish.open", { n: drafts.length })}</Button>}
        </Writes>
        <span class="keys soft s"><span><kbd>⇧</kbd> + <kbd>←</kbd> <kbd>→</kbd> {o("plan.keys")}</span></span>
      </div>
      {copy.told && (
        <Notice icon={copy.told.skipped.length > 0 ? "info" : "check"} live={copy.told.made === 0}>
          {copy.told.words} {copy.told.made > 0 && <a href={`/office/plan/${beneficiary}/${next}`}>{o("plan.show", { n: numberOf(next) })}</a>}
          {copy.told.skipped.length > 0 && (
            <details open={copy.told.skipped.length <= 5}>
              <summary>{o("plan.leftOut", { n: copy.told.skipped.length })}</summary>
              <ul class="listed">{copy.told.skipped.map((words) => <li key={words}>{words}</li>)}</ul>
            </details>
          )}
          {copy.told.vacant.length > 0 && (
            <details open={copy.told.vacant.length <= 5}>
              <summary>{w("copy.vacant", { n: copy.told.vacant.length })}</summary>
              <ul class="listed">{copy.told.vacant.map((words) => <li key={words}>{words}</li>)}</ul>
            </details>
          )}
        </Notice>
      )}
      {!desk.online.value && !months.every(known) && <Notice icon="nonet" live>{o("plan.offline")}</Notice>}
      {disputes.length > 0 && (
        <section class="section" aria-labelledby="open">
          <h2 id="open">{o("plan.disputes", { n: disputes.length })}</h2>
          {disputes.map(({ plan, rev, conflict, row }) => (
            <Conflict
              key={plan.id + conflict.fields.join()} row={row} conflict={conflict} names={names}
              onChoose={(choice) => void say(plan.ref, rev, choice.answer.set as Fields, o("plan.chosen"), undefined, choice.seen)}
              onOther={(resolves) => edit({ plan, id: plan.id, day: monday, resolves })}
            />
          ))}
        </section>
      )}
      <AwayNotices {...{ desk, absences: away, names, toaster }} />
      <Hours hours={check?.hours ?? []} />
      <Findings findings={check?.findings ?? []} shown={(ref) => plans.some((one) => one.ref === ref)} onShow={(ref) => document.getElementById(`plan-${ref.slice(5)}`)?.focus()} />
      {plans.length === 0 && desk.online.value && !known(monday.slice(0, 7)) ? <Skeleton rows={7} label={o("plan.loading")} /> : (
        <ol class="week">
          {dates.map((date) => {
            const day = plans.filter((p) => p.start.slice(0, 10) === date);
            const named = format.day(date);
            return (
              <li
                class={date === format.today(desk.now()) ? "leaf day day--today" : "leaf day"} key={date}
                onDragOver={(e) => e.dataTransfer?.types.includes(dragged) && e.preventDefault()}
                onDrop={(e) => {
                  const plan = plans.find((one) => one.id === e.dataTransfer?.getData(dragged));
                  const days = plan ? format.daysBetween(plan.start, date) : 0;
                  e.preventDefault();
                  if (plan && days !== 0) move(plan, days);
                }}
              >
                <h2><span class="vh">{named}</span><span aria-hidden="true">{format.capital(format.shortDay(date))}</span>{date === format.today(desk.now()) && <span class="soft s"> {t("time.today").toLocaleLowerCase()}</span>}</h2>
                <DayMarks marks={marksOn(docs, beneficiary, date)} />
                {day.length === 0 ? <p class="soft s">{o("plan.nothing")}</p> : (
                  <ul class="plans">
                    {day.map((plan) => (
                      <li key={plan.id}>
                        <Card
                          of={shown(plan)} drags={!desk.outdated.value && !readsOnly.value}
                          onOpen={() => edit({ plan, id: plan.id, day: date })} onMove={(days) => move(plan, days)}
                        />
                      </li>
                    ))}
                  </ul>
                )}
                <Writes><Button kind="quiet" icon="plus" label={`${o("plan.add")}, ${named}`} onClick={() => edit({ id: desk.newId(), day: date })}>{o("plan.add")}</Button></Writes>
              </li>
            );
          })}
        </ol>
      )}
      {plans.length > 0 && <Download list={(lists) => lists.week(plans.map(shown), customer, week)} />}
      {tool === "templates" && <Templates {...{ desk, beneficiary, week, plans, names, toaster }} onClose={() => use(undefined)} />}
      {tool === "absence" && <AbsenceSheet {...{ desk, assistants: staff, names, toaster }} day={dates.includes(format.today(desk.now())) ? format.today(desk.now()) : monday} onClose={() => use(undefined)} />}
      {tool === "confirm" && <Confirm {...{ desk, plans: asks, names, toaster }} onClose={() => use(undefined)} />}
      {tool === "publish" && <Publish {...{ desk, drafts, names, toaster }} week={drafts.filter((plan) => plans.includes(plan))} n={numberOf(week)} onClose={() => use(undefined)} />}
      {edited && (
        <PlanSheet
          desk={desk} plan={edited.plan} beneficiary={customer} day={edited.day} names={names} assistants={engaged(docs, beneficiary, edited.day.slice(0, 7), names)}
          refuse={refuse} id={edited.id} toaster={toaster} onSave={save} onClose={() => edit(undefined)}
        />
      )}
    </>
  );
}

function nameOf(plan: Plan, names: (id: string) => string): string {
  return plan.assistant === "" ? o("plan.vacantShort") : names(plan.assistant);
}

// What an undo sets: the fields as they stood, and a removed plan put back.
function before(docs: ReadonlyMap<string, Row>, ref: string, set: Fields): Fields {
  const fields = docs.get(ref)?.fields ?? {};
  return Object.fromEntries(Object.keys(set).map((name) => [name, fields[name] ?? null]));
}

function howOf(plan: Plan, shifts: readonly Shift[], unworked: boolean, now: number): How {
  if (instant(plan.start) > now) return undefined;
  const own = shifts.filter((s) => s.assistant === plan.assistant || s.plan === plan.id);
  if (answered(plan, own, now)) return instant(plan.end) <= now ? "worked" : "going";
  return unworked ? "unworked" : instant(plan.end) <= now ? "unanswered" : undefined;
}

function rowsAt(docs: ReadonlyMap<string, Row>, beneficiary: string): Row[] {
  return [...docs.values()].filter((row) => row.kind === "shift" && row.fields["beneficiary"] === beneficiary);
}

// Assistants who work here and for others too: only they can be planned in two places at different customers.
function workElsewhere(docs: ReadonlyMap<string, Row>, beneficiary: string): string[] {
  const [here, others] = [new Set<string>(), new Set<string>()];
  for (const row of docs.values()) {
    const { kind, fields: f } = row;
    if (kind !== "engagement" || f["void"] === true || !there(row)) continue;
    (f["beneficiary"] === beneficiary ? here : others).add(String(f["assistant"]));
  }
  return [...here].filter((id) => others.has(id)).sort();
}

/** Whose plan is to be looked at: every customer, with this week. */
export function PlanStart({ desk, week }: { desk: Desk; week: Week }) {
  const docs = desk.docs.value;
  const customers = listed(docs, format.today(desk.now()), namesOf(docs, t("who.someone"))).filter((p) => p.role === "beneficiary");
  return (
    <>
      <header class="head"><h1>{o("nav.plan")}</h1></header>
      <NowLine desk={desk} />
      <section class="leaf" aria-labelledby="whose">
        <h2 id="whose">{o("plan.whose")}</h2>
        <ul class="persons">
          {customers.map((one) => <li key={one.id}><span>{one.name}</span><Button kind="line" icon="arrow" href={`/office/plan/${one.id}/${week}`} label={`${o("plan.week", { n: numberOf(week) })}, ${one.name}`}>{o("plan.week", { n: numberOf(week) })}</Button></li>)}
        </ul>
        {customers.length === 0 && <p class="soft"><Icon name="info" /> {o("plan.nobody")}</p>}
      </section>
    </>
  );
}
