// The month in tables: every row of time, and every assistant's sums.

import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Button, Icon, KindName, State, Writes, type Kind } from "../ui";
import { overOf } from "./ledger";
import { Download } from "./out/Download";
import type { MonthView, Row, Sums } from "./types";
import { o } from "./words";

/** A row of the ledger: what the month says, and what this device still holds of it. */
export interface LedgerLine extends Row {
  /** Changed here, and not yet received by the server. */
  waiting: boolean;
  refused?: boolean;
  /** The rev that was on the screen when its form was drawn. */
  rev?: number;
}

/** Every row, by day; the newest day first. A press on a row opens it. */
export function RowsTable({ lines, beneficiary, month, only, talks, onAll, onOpen, onAdd }: { lines: readonly LedgerLine[]; beneficiary: string; month: string; only: ReadonlySet<string> | undefined; talks?: ReadonlyMap<string, boolean>; onAll: () => void; onOpen: (line: LedgerLine) => void; onAdd: () => void }) {
  const [person, choose] = useState("");
  const [removed, showRemoved] = useState(false);
  const people = new Map(lines.map((l) => [l.assistant, l.name]));
  const shown = lines
    .filter((l) => (removed || !l.void) && (person === "" || l.assistant === person) && (only === undefined || only.has(l.id)))
    .sort((a, b) => (a.start === b.start ? 0 : a.start < b.start ? 1 : -1));
  return (
    <div class="leaf" id="rader">
      <div class="row row--between">
        <h2 id="rows" tabIndex={-1}>{o("month.rows")} <span class="soft s">{o("month.rowCount", { n: shown.length })}</span></h2>
        <Writes><Button kind="line" icon="plus" onClick={onAdd}>{o("month.add")}</Button></Writes>
      </div>
      <div class="row">
        <label class="pickone"><span class="vh">{o("month.rowsOf")}</span>
          <select class="input" value={person} onChange={(e) => choose(e.currentTarget.value)}>
            <option value="">{o("month.everyone")}</option>
            {[...people].sort((a, b) => a[1].localeCompare(b[1], "sv")).map(([id, name]) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
        <label class="check"><input type="checkbox" checked={removed} onChange={(e) => showRemoved(e.currentTarget.checked)} /> {o("month.showVoid")}</label>
        {only && <Button kind="quiet" icon="close" onClick={onAll}>{o("month.showAll")}</Button>}
        {shown.length > 0 && <Download list={(lists) => lists.rows(shown, month)} over={overOf(shown, beneficiary, month)} />}
      </div>
      {shown.length === 0 ? (
        <p class="soft">{o("month.noRows", { month: format.month(month) })}. {o("month.noRowsDo")}</p>
      ) : (
        <div class="rows-wrap" tabIndex={0} role="region" aria-labelledby="rows">
        <table class="sheets rows" role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">{t("time.day")}</th><th scope="col" role="columnheader">{t("time.from")}–{t("time.to").toLocaleLowerCase("sv")}</th><th scope="col" role="columnheader">{o("month.assistant")}</th>
              <th scope="col" role="columnheader">{t("kind.legend")}</th><th scope="col" role="columnheader">{o("row.length")}</th><th scope="col" role="columnheader">{o("row.state")}</th><th scope="col" role="columnheader"><span class="vh">{t("do.change")}</span></th>
            </tr>
          </thead>
          <tbody role="rowgroup">{shown.map((line) => <Line key={line.id} line={line} talk={talks?.get(line.id)} onOpen={onOpen} />)}</tbody>
        </table>
        </div>
      )}
    </div>
  );
}

// talk: something was said about the row, and it waits for an answer or not.
function Line({ line, talk, onOpen }: { line: LedgerLine; talk: boolean | undefined; onOpen: (line: LedgerLine) => void }) {
  const day = format.shortDay(line.start);
  const verb = line.conflict ? t("month.answer") : t("do.change");
  const over = line.end && line.end.slice(0, 10) !== line.start.slice(0, 10) && line.end.slice(11, 16) !== "00:00";
  return (
    <tr class={line.void ? "is-gone" : line.conflict ? "needs" : undefined} role="row" id={line.id.replace("/", "-")}>
      <th scope="row" role="rowheader">{day}</th>
      <td class="num" role="cell">
        <span class="gone-line">{format.span(line.start, line.end)}</span>
        {over && <small class="soft"> {format.shortDay(line.end ?? "")}</small>}
        {line.note && <small class="soft note-line">{line.note}</small>}
      </td>
      <td role="cell">{line.name}</td>
      <td role="cell"><KindName kind={line.kind} /></td>
      <td class="num" role="cell">{line.end ? format.hours(line.minutes) : line.goesOn ? t("time.going") : "–"}</td>
      <td role="cell"><RowState line={line} />{talk !== undefined && <State tone={talk ? "you" : "plain"} icon="speak">{o(talk ? "row.talkWaits" : "row.talk")}</State>}</td>
      <td class="act" role="cell">
        <Writes><Button kind="quiet" label={`${verb}, ${line.name} ${day} ${format.clock(line.start)}`} onClick={() => onOpen(line)}>{verb}</Button></Writes>
      </td>
    </tr>
  );
}

/** How a row stands, in words. */
export function RowState({ line }: { line: LedgerLine }) {
  if (line.refused) return <State tone="alarm" icon="alarm">{t("state.refused")}</State>;
  if (line.conflict) return <State tone="you" icon="you">{t("state.you")}</State>;
  if (line.waiting) return <State icon="device">{o("row.here")}</State>;
  if (line.parked) return <State tone="you" icon="you">{o("row.parked")}</State>;
  if (line.void) return <State icon="close">{t("state.void")}</State>;
  if (!line.end) return <State icon="clock">{line.goesOn ? o("find.going") : t("time.noEnd")}</State>;
  return <State tone="done" icon="check">{t("state.received")}</State>;
}

/** The sums of each assistant and of all: the three that go to Försäkringskassan. */
export function AssistantsTable({ view }: { view: MonthView }) {
  const kinds: readonly Kind[] = ["active", "waiting", "standby"];
  const cell = (minutes: number): string => (minutes === 0 ? "–" : format.hours(minutes));
  return (
    <section class="leaf" aria-labelledby="assistants">
      <h2 id="assistants">{o("month.assistants")}</h2>
      <table class="sheets" role="table">
        <thead role="rowgroup">
          <tr role="row"><th scope="col" role="columnheader">{o("month.assistant")}</th>{kinds.map((kind) => <th scope="col" role="columnheader" key={kind}>{t(`kind.${kind}`)}</th>)}</tr>
        </thead>
        <tbody role="rowgroup">
          {view.assistants.map((a) => (
            <tr key={a.id} role="row">
              <th scope="row" role="rowheader">{a.name}</th>
              {kinds.map((kind) => <td key={kind} role="cell" data-l={t(`kind.${kind}`)} class={a[kind] === 0 ? "none" : undefined}>{cell(a[kind])}</td>)}
            </tr>
          ))}
        </tbody>
        <tfoot role="rowgroup">
          <tr role="row"><th scope="row" role="rowheader">{o("month.total")}</th>{kinds.map((kind) => <td key={kind} role="cell" data-l={t(`kind.${kind}`)}>{cell(view.sums[kind])}</td>)}</tr>
        </tfoot>
      </table>
    </section>
  );
}

const whole = (sums: Sums): number => sums.active + sums.waiting + sums.standby;

/** The three sums on one line; what was planned beside what was worked; and the night on which clocks are changed. */
export function ThreeSums({ view }: { view: MonthView }) {
  return (
    <section class="leaf" aria-labelledby="sums">
      <h2 id="sums">{o("month.sums")}</h2>
      <p class="triple">
        {(["active", "waiting", "standby"] as const).map((kind) => <span key={kind}><KindName kind={kind} /> <b class="l">{format.hours(view.sums[kind])}</b></span>)}
      </p>
      <p class="state state--done"><Icon name="check" /> {o("now.sumsSame")}</p>
      {whole(view.planned) > 0 && (
        <dl class="told">
          <div><dt>{o("month.planned")}</dt><dd>{format.hours(whole(view.planned))}</dd></div>
          <div><dt>{o("month.worked")}</dt><dd>{format.hours(whole(view.sums))}</dd></div>
        </dl>
      )}
      {view.clock && <ClockNight of={view.clock} month={view.month} />}
    </section>
  );
}

/** What Försäkringskassan reads of the rows of that night, beside what was worked in it. */
function ClockNight({ of: { day, clocks, corrected, worked }, month }: { of: NonNullable<MonthView["clock"]>; month: string }) {
  const apart = whole(corrected) - whole(worked);
  return (
    <section aria-labelledby="night" class="stack stack--s">
      <h3 id="night">{o("night.title", { day: format.dayMonth(`${month}-${String(day).padStart(2, "0")}`) })}</h3>
      <dl class="told">
        <div><dt>{o("night.clocks")}</dt><dd>{format.hours(whole(clocks))}</dd></div>
        <div><dt>{o("night.corrected")}</dt><dd>{format.hours(whole(corrected))}</dd></div>
        <div><dt>{o("night.worked")}</dt><dd>{format.hours(whole(worked))}</dd></div>
      </dl>
      {apart === 0 ? <p class="soft s">{o("night.same")}</p>
        : <p class="state state--you"><Icon name="you" /> {o("night.apart", { time: format.hours(Math.abs(apart)) })}</p>}
    </section>
  );
}
