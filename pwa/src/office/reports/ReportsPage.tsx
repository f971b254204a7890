import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { format } from "../../i18n";
import { Button, Chips, Icon, Skeleton, State, Trouble } from "../../ui";
import { Failed } from "../../ui/Failed";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { dated } from "../papers/told";
import { o } from "../words";
import { Columns, type Series } from "./Columns";
import { minutes, ordered, outlook, percent, type DecisionReview, type MonthReview, type Review, type Took } from "./review";
import { v } from "./words";
import "./reports.css";

/** How the months have gone: each thing as a picture, and as a table. */
export function ReportsPage({ desk }: { desk: Desk }) {
  const [many, show] = useState<"6" | "12">("6");
  const today = format.today(desk.now());
  const until = today.slice(0, 7);
  const asked = useAsked<Review>(desk, `/api/v1/office/reports?until=${until}&months=${many}`, 120_000);
  const months = asked.value?.months ?? [];
  const empty = asked.value !== undefined && asked.value.decisions.length === 0 && months.every((m) => minutes(m.worked) === 0 && minutes(m.planned) === 0);
  return (
    <>
      <header class="head">
        <div>
          <a class="back" href="/office"><Icon name="prev" flip /> {o("nav.board")}</a>
          <h1>{v("title")}</h1>
        </div>
        <Chips<"6" | "12"> legend={v("months")} name="months" value={many} onChange={show} options={[{ value: "6", label: v("last", { n: 6 }) }, { value: "12", label: v("last", { n: 12 }) }]} />
      </header>
      {asked.failed !== undefined && <Failed failed={asked.failed} again={asked.again} />}
      {asked.value === undefined && asked.failed === undefined && <Skeleton rows={8} label={v("loading")} />}
      {empty && <Trouble icon="info" title={v("none")}><p>{v("noneDo")}</p><div><Button kind="primary" href="/office">{o("nav.board")}</Button></div></Trouble>}
      {asked.value && !empty && (
        <>
          <Use decisions={ordered(asked.value.decisions)} />
          <Hours months={months} />
          <OnTime months={months} today={today} />
          <TookLeaf months={months} />
          {months.some((m) => Object.keys(m.absent).length > 0) && <Away months={months} />}
        </>
      )}
    </>
  );
}

const named = (m: string): string => format.month(m, true);
const short = (m: string): string => format.capital(format.month(m)).slice(0, 3);

function Leaf({ id, title, what, children, head, rows }: { id: string; title: string; what: string; children: ComponentChildren; head: readonly string[]; rows: readonly (readonly ComponentChildren[])[] }) {
  return (
    <section class="leaf stack" aria-labelledby={`r-${id}`}>
      <h2 id={`r-${id}`}>{title}</h2>
      <p class="soft">{what}</p>
      {children}
      <details>
        <summary><Icon name="down" /> {v("table")}</summary>
        <div class="rep-table" role="group" tabIndex={0} aria-label={title}>
          <table class="checked">
            <thead><tr>{head.map((one) => <th scope="col" key={one}>{one}</th>)}</tr></thead>
            <tbody>{rows.map((row, i) => <tr key={i}>{row.map((cell, j) => (j === 0 ? <th scope="row" key={j}>{cell}</th> : <td class="num" key={j}>{cell}</td>))}</tr>)}</tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function Use({ decisions }: { decisions: readonly DecisionReview[] }) {
  const time = (n: number): string => format.hours(n);
  const period = ({ use }: DecisionReview): string => `${format.dayOfMonth(use.from)} – ${dated(use.to)}`;
  return (
    <Leaf
      id="use" title={v("use.title")} what={decisions.length === 0 ? v("use.none") : v("use.what")}
      head={[v("use.customer"), v("use.period"), v("use.granted"), v("use.used"), v("use.planned"), v("use.forecast")]}
      rows={decisions.map((one) => [one.beneficiary.name, period(one), time(one.use.granted), time(minutes(one.use.used)), time(minutes(one.planned)), time(minutes(one.use.forecast))])}
    >
      <ul class="stack stack--s">
        {decisions.map((one) => {
          const [used, planned, forecast] = [minutes(one.use.used), minutes(one.planned), minutes(one.use.forecast)];
          const most = Math.max(one.use.granted, used + planned, forecast, 1);
          const at = (n: number): number => (n / most) * 100;
          return (
            <li class="goes" key={one.beneficiary.id}>
              <div class="goes__top"><a href={`/office/people/${one.beneficiary.id}`}><b>{one.beneficiary.name}</b></a><Outlook one={one} /></div>
              <svg class="chart" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={v("use.picture", { name: one.beneficiary.name, used: time(used), granted: time(one.use.granted), planned: time(planned), forecast: time(forecast) })}>
                <rect class="ink ink--full" x="0" y="0" width={at(Math.min(used, one.use.granted))} height="10" stroke="none" />
                {used > one.use.granted && <rect class="ink ink--alarm" x={at(one.use.granted)} y="0" width={at(used - one.use.granted)} height="10" />}
                <rect class="ink ink--hatch" x={at(used)} y="1" width={at(planned)} height="8" vector-effect="non-scaling-stroke" />
                <line class="goes__mark" x1={at(one.use.granted)} x2={at(one.use.granted)} y1="0" y2="10" vector-effect="non-scaling-stroke" />
              </svg>
              <small class="soft" aria-hidden="true">{v("use.used")} {time(used)} · {v("use.planned")} {time(planned)} · {v("use.granted")} {time(one.use.granted)} · {v("use.forecast")} {time(forecast)}</small>
            </li>
          );
        })}
      </ul>
    </Leaf>
  );
}

function Outlook({ one }: { one: DecisionReview }) {
  const is = outlook(one);
  const { granted, used, forecast } = one.use;
  if (is === "fits") return <State tone="done" icon="check">{v("use.fits")}</State>;
  const over = (is === "over" ? minutes(used) : is === "planned" ? minutes(used) + minutes(one.planned) : minutes(forecast)) - granted;
  return <State tone={is === "over" ? "alarm" : "you"} icon={is === "over" ? "alarm" : "clock"}>{v(`use.${is}.state`, { time: format.hours(over) })}</State>;
}

function Hours({ months }: { months: readonly MonthReview[] }) {
  const series: readonly Series[] = [{ label: v("hours.granted"), ink: "edge" }, { label: v("hours.planned"), ink: "hatch" }, { label: v("hours.worked"), ink: "full" }];
  const of = (m: MonthReview) => [m.granted, minutes(m.planned), minutes(m.worked)] as const;
  return (
    <Leaf id="hours" title={v("hours.title")} what={v("hours.what")} head={[v("month"), ...series.map((one) => one.label)]} rows={months.map((m) => [named(m.month), ...of(m).map((n) => format.hours(n))])}>
      <Columns
        series={series} columns={months.map((m) => {
          const [granted, planned, worked] = of(m);
          return { name: short(m.month), values: [granted, planned, worked], foot: `${Math.round(worked / 60)} h`, said: v("hours.picture", { month: named(m.month), granted: format.hours(granted), planned: format.hours(planned), worked: format.hours(worked) }) };
        })}
      />
    </Leaf>
  );
}

function OnTime({ months, today }: { months: readonly MonthReview[]; today: string }) {
  const series: readonly Series[] = [{ label: v("time.onTime"), ink: "full" }, { label: v("time.late"), ink: "alarm" }, { label: v("time.missing"), ink: "edge" }];
  const share = ({ sheets }: MonthReview): string => {
    const n = percent(sheets.onTime, sheets.of);
    return n === undefined ? "–" : `${n} %`;
  };
  const open = (m: MonthReview): boolean => m.deadline >= today;
  return (
    <Leaf
      id="time" title={v("time.title")} what={v("time.what")} head={[v("month"), v("time.share"), v("time.onTime"), v("time.late"), v("time.missing"), v("time.of"), v("time.deadline")].filter((one, i, all) => all.indexOf(one) === i)}
      rows={months.map((m) => [named(m.month), `${m.sheets.onTime} (${share(m)})`, m.sheets.late, m.sheets.missing, m.sheets.of, dated(m.deadline)])}
    >
      <Columns
        piled series={series} columns={months.map((m) => ({
          name: short(m.month), values: [m.sheets.onTime, m.sheets.late, m.sheets.missing], foot: open(m) && m.sheets.of > 0 ? v("time.open", { day: format.dayMonth(m.deadline) }) : share(m),
          said: m.sheets.of === 0 ? v("time.nothing", { month: named(m.month) }) : v("time.picture", { month: named(m.month), n: m.sheets.onTime, of: m.sheets.of, late: m.sheets.late, missing: m.sheets.missing }),
        }))}
      />
    </Leaf>
  );
}

function TookLeaf({ months }: { months: readonly MonthReview[] }) {
  const series: readonly Series[] = [{ label: v("took.sheets"), ink: "full" }, { label: v("took.invoices"), ink: "hatch" }];
  const days = (took: Took): string => (took.median === null ? v("took.none") : v("took.median", { n: took.median }));
  const whole = (took: Took): string => (took.slowest === null ? days(took) : `${days(took)}, ${v("took.slowest", { n: took.slowest })}`);
  return (
    <Leaf id="took" title={v("took.title")} what={v("took.what")} head={[v("month"), v("took.sheets"), v("took.invoices")]} rows={months.map((m) => [named(m.month), whole(m.signed), whole(m.invoices)])}>
      {months.every((m) => m.signed.of + m.invoices.of === 0) ? <p>{v("took.nothing")}</p> : <Columns
        series={series} columns={months.map((m) => ({
          name: short(m.month), values: [Math.max(m.signed.median ?? 0, 0), Math.max(m.invoices.median ?? 0, 0)], foot: m.signed.median === null && m.invoices.median === null ? "–" : [m.signed.median, m.invoices.median].map((n) => n ?? "–").join(" / "),
          said: v("took.picture", { month: named(m.month), sheets: whole(m.signed), invoices: whole(m.invoices) }),
        }))}
      />}
    </Leaf>
  );
}

function Away({ months }: { months: readonly MonthReview[] }) {
  const kinds = ["sick", "leave", "child"] as const;
  const series: readonly Series[] = [{ label: v("away.sick"), ink: "full" }, { label: v("away.leave"), ink: "edge" }, { label: v("away.child"), ink: "hatch" }];
  const of = (m: MonthReview): number[] => kinds.map((kind) => m.absent[kind] ?? 0);
  const days = (n: number): string => v("away.days", { n });
  return (
    <Leaf id="away" title={v("away.title")} what={v("away.what")} head={[v("month"), ...series.map((one) => one.label)]} rows={months.map((m) => [named(m.month), ...of(m).map(days)])}>
      <Columns
        piled series={series} columns={months.map((m) => {
          const [sick = 0, leave = 0, child = 0] = of(m);
          return { name: short(m.month), values: [sick, leave, child], foot: sick + leave + child, said: v("away.picture", { month: named(m.month), sick: days(sick), leave: days(leave), child: days(child) }) };
        })}
      />
    </Leaf>
  );
}
