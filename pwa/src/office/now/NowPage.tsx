import { useEffect, useMemo } from "preact/hooks";
import { stamp } from "../../core/time";
import { text } from "../../core/types";
import { format, t } from "../../i18n";
import { Button, Icon, KindName, Skeleton, State, Trouble, type Toaster } from "../../ui";
import type { Desk } from "../../ui/desk";
import { Failed } from "../../ui/Failed";
import { Fetched } from "../../ui/Fetched";
import { useMinute } from "../going";
import { AsOf, useKnown } from "../known";
import { namesOf } from "../people";
import { o } from "../words";
import { nowPath } from "./NowLine";
import { asksOf, minutesSince, rowPlace, type Ask, type AtWork, type Now } from "./now";
import { n } from "./words";
import "./now.css";

const talk = () => import("../talk");

/** Who works at this moment; before them whoever should and does not, and what goes on that should be over: with whom to call. */
export function NowPage({ desk, toaster }: { desk: Desk; toaster: Toaster }) {
  const asked = useKnown<Now>(desk, nowPath, 15_000);
  const docs = desk.docs.value;
  const names = useMemo(() => namesOf(docs, t("who.someone")), [docs]);
  useMinute(desk);
  // What was told before is as of then: how long something has gone on since nobody here knows.
  const now = asked.from === undefined ? desk.now().getTime() : Date.parse(asked.from);
  const { value } = asked;
  const asks = useMemo(() => (value ? asksOf(value) : []), [value]);
  const phoneOf = (id: string): string => text(docs.get(`person/${id}`)?.fields ?? {}, "phone");
  return (
    <>
      <header class="head">
        <div><a class="back" href="/office"><Icon name="prev" flip /> {o("nav.board")}</a><h1>{o("atWork.title")}</h1></div>
        {value && <p class="soft">{n("clock", { time: format.clock(stamp(now)) })}</p>}
      </header>
      <AsOf of={asked} desk={desk}>{n("asOfDo")}</AsOf>
      {asked.failed !== undefined && value === undefined && !desk.signedOut.value && <Failed failed={asked.failed} again={asked.again} />}
      {value === undefined && asked.failed === undefined && <Skeleton rows={5} label={n("loading")} />}
      {asks.length > 0 && (
        <section class="section" aria-labelledby="asks">
          <h2 id="asks">{n("asks")} <span class="soft s">{asks.length}</span></h2>
          <ol class="asks" role="list">
            {asks.map((one) => <One key={one.ref} {...{ desk, toaster, names, now }} of={one} phone={phoneOf(one.assistant.id)} />)}
          </ol>
        </section>
      )}
      {value && value.working.length === 0 && asks.length === 0 && <Trouble icon="clock" title={n("none")}><p>{n("noneWhat")}</p></Trouble>}
      {value && value.working.length > 0 && asks.length === 0 && <p class="state state--done"><Icon name="done" /> {n("calm")}</p>}
      {value && value.working.length > 0 && <Working all={value.working} now={now} phoneOf={phoneOf} />}
      {value && <p class="soft s">{n("what")}</p>}
    </>
  );
}

// The clock readings of a day other than today's say which.
function clockOn(at: string, now: number): string {
  return at.slice(0, 10) === stamp(now).slice(0, 10) ? format.clock(at) : `${format.shortDay(at)} ${format.clock(at)}`;
}

function One({ desk, toaster, names, now, of, phone }: { desk: Desk; toaster: Toaster; names: (id: string) => string; now: number; of: Ask; phone: string }) {
  const { what, assistant, beneficiary, start, end, from } = of;
  const someone = what !== "vacant";
  const planned = what === "late" || what === "vacant";
  useEffect(() => desk.open(`${beneficiary.id}@${of.month}`), [beneficiary.id, of.month]); // what was said of it
  const title = someone ? n("title", { who: assistant.name, at: beneficiary.name }) : n("titleVacant", { at: beneficiary.name });
  const since = { clock: clockOn(from, now), time: format.hours(minutesSince(from, now)) };
  const open = n(planned ? "openPlan" : "openRow");
  return (
    <li class="leaf asks__one">
      <State tone={planned ? "alarm" : "you"} icon={planned ? "alarm" : "you"}>{n(`is.${what}`)}</State>
      <h3>{title}</h3>
      <p>
        {planned && n("late", { ...since, span: format.span(start, end), kind: t(`kind.${of.kind}`).toLocaleLowerCase("sv") })}
        {what === "plan" && n("plan", { ...since, start: clockOn(start, now) })}
        {what === "long" && n("long", { ...since, planned: end === "" ? n("noPlan") : n("planned", { clock: clockOn(end, now) }) })}
        {planned && <> {of.others.length > 0 ? n("others", { at: beneficiary.name, names: of.others.map((one) => one.assistant.name).join(", ") }) : n("nobody", { at: beneficiary.name })}</>}
      </p>
      {someone && <p class="soft s">{of.heard === "" ? n("unheard") : n("heard", { when: format.moment(of.heard) })}</p>}
      <div class="row asks__do">
        {someone && phone !== "" && <Button kind="primary" href={tel(phone)} label={n("callWho", { who: assistant.name, phone })}>{n("call", { phone })}</Button>}
        {someone && phone === "" && <Button kind="line" href={`/office/people/${assistant.id}`}>{n("noPhone", { who: assistant.name })}</Button>}
        <Button kind="line" href={of.place} label={n("about", { what: open, whose: title })}>{open}</Button>
      </div>
      {someone && <Fetched quiet from={talk} show={({ RowTalk }) => <RowTalk {...{ desk, names, toaster }} beneficiary={beneficiary.id} month={of.month} row={{ id: of.ref, start, assistant: assistant.id }} />} />}
    </li>
  );
}

function tel(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, "")}`;
}

/** Everybody who works, by customer. */
function Working({ all, now, phoneOf }: { all: readonly AtWork[]; now: number; phoneOf: (id: string) => string }) {
  const sorted = [...all].sort((a, b) => a.beneficiary.name.localeCompare(b.beneficiary.name, "sv") || a.since.localeCompare(b.since));
  return (
    <section class="leaf" aria-labelledby="working">
      <h2 id="working">{n("working")} <span class="soft s">{all.length}</span></h2>
      <table class="sheets atwork" role="table">
        <thead role="rowgroup">
          <tr role="row">{(["at", "who", "kind", "since", "until"] as const).map((key) => <th key={key} scope="col" role="columnheader">{n(key)}</th>)}<th scope="col" role="columnheader"><span class="vh">{n("asks")}</span></th></tr>
        </thead>
        <tbody role="rowgroup">
          {sorted.map((one) => {
            const phone = phoneOf(one.assistant.id);
            return (
              <tr role="row" key={one.row}>
                <th scope="row" role="rowheader"><a href={rowPlace(one.beneficiary.id, one.month, one.row)}>{one.beneficiary.name}</a></th>
                <td role="cell">{one.assistant.name}{one.doubted && <small class="soft block">{n("doubted")}</small>}</td>
                <td role="cell"><KindName kind={one.kind} /></td>
                <td role="cell" class="num"><span class="atwork__what" aria-hidden="true">{n("since")}</span> {n("for", { clock: clockOn(one.since, now), time: format.hours(minutesSince(one.since, now)) })}</td>
                <td role="cell" class="num"><span class="atwork__what" aria-hidden="true">{n("until")}</span> {one.planned ? clockOn(one.planned, now) : "–"}{one.why && " "}{one.why && <State tone="you" icon="you">{n(`is.${one.why}`)}</State>}</td>
                <td role="cell" class="act">{phone !== "" && <Button kind="quiet" href={tel(phone)} label={n("callWho", { who: one.assistant.name, phone })}>{n("call", { phone })}</Button>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
