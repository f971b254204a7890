import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { format } from "../../i18n";
import { Button, Chips, Icon, Skeleton, State, Trouble } from "../../ui";
import { Failed } from "../../ui/Failed";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { forecastWords } from "../hours";
import { AsTable } from "../out/AsTable";
import type { Over } from "../out/Download";
import type { Table } from "../out/table";
import { o } from "../words";
import { Columns, Legend, type Series } from "./Columns";
import { minutes, ordered, outlook, percent, type DecisionReview, type MonthReview, type Review, type Took } from "./review";
import { absences, awayTable, hoursTable, onTimeTable, outlookWords, tookTable, useTable } from "./tables";
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
const whole = (n: number): string => `${Math.round(n / 60)} h`;
const short = (m: string): string => format.capital(format.month(m)).slice(0, 3);

/** Of how many rows of what is shown two answers stand. */
const overOf = (all: readonly { readonly disputed?: number }[]): Over => ({ n: all.reduce((n, { disputed = 0 }) => n + disputed, 0), place: "/office/inbox" });

function Leaf({ id, what, children, list, over }: { id: string; what: string; children: ComponentChildren; list: Table; over?: Over | undefined }) {
  return (
    <section class="leaf stack" aria-labelledby={`r-${id}`}>
      <h2 id={`r-${id}`}>{list.title}</h2>
      <p class="soft">{what}</p>
      {children}
      {list.rows.length > 0 && <AsTable list={list} over={over} />}
    </section>
  );
}

function Use({ decisions }: { decisions: readonly DecisionReview[] }) {
  const time = (n: number): string => format.hours(n);
  return (
    <Leaf id="use" what={decisions.length === 0 ? v("use.none") : v("use.what")} list={useTable(decisions)} over={overOf(decisions)}>
      {decisions.length > 0 && <Legend series={[{ label: v("use.used"), ink: "full" }, { label: v("use.planned"), ink: "hatch" }, { label: v("use.forecast"), ink: "ahead" }, { label: v("use.granted"), ink: "mark" }]} />}
      <ul class="stack stack--s">
        {decisions.map((one) => {
          const [used, planned, forecast] = [minutes(one.use.used), minutes(one.planned), minutes(one.use.forecast)];
          const most = Math.max(one.use.granted, used + planned, forecast, 1);
          const at = (n: number): number => (n / most) * 100;
          return (
            <li class="goes" key={one.beneficiary.id}>
              <div class="goes__top"><a href={`/office/people/${one.beneficiary.id}`}><b>{one.beneficiary.name}</b></a><Outlook one={one} /></div>
              <svg class="chart" viewBox="0 0 100 15" preserveAspectRatio="none" role="img" aria-label={v("use.picture", { name: one.beneficiary.name, used: time(used), granted: time(one.use.granted), planned: time(planned), forecast: time(forecast), by: forecastWords(one.use) })}>
                <rect class="goes__well" x="0" y="0" width="100" height="10" />
                <rect class="ink ink--full" x="0" y="0" width={at(Math.min(used, one.use.granted))} height="10" vector-effect="non-scaling-stroke" />
                {used > one.use.granted && <rect class="ink ink--alarm" x={at(one.use.granted)} y="0" width={at(used - one.use.granted)} height="10" vector-effect="non-scaling-stroke" />}
                <rect class="ink ink--hatch" x={at(used)} y="1" width={at(planned)} height="8" vector-effect="non-scaling-stroke" />
                <line class="goes__mark" x1={at(one.use.granted)} x2={at(one.use.granted)} y1="0" y2="15" vector-effect="non-scaling-stroke" />
                <path class="whisker" d={`M${at(used)} 12.5H${at(forecast)}M${at(forecast)} 10.6V14.4`} vector-effect="non-scaling-stroke" />
              </svg>
              <small class="soft" aria-hidden="true">{v("use.used")} {time(used)} · {v("use.planned")} {time(planned)} · {v("use.granted")} {time(one.use.granted)} · {v("use.forecast")} {time(forecast)}. {forecastWords(one.use)}</small>
            </li>
          );
        })}
      </ul>
    </Leaf>
  );
}

function Outlook({ one }: { one: DecisionReview }) {
  const is = outlook(one);
  const tone = is === "fits" ? "done" : is === "over" ? "alarm" : "you";
  return <State tone={tone} icon={is === "fits" ? "check" : is === "over" ? "alarm" : "clock"}>{outlookWords(one)}</State>;
}

function Hours({ months }: { months: readonly MonthReview[] }) {
  const series: readonly Series[] = [
    { label: v("hours.granted"), ink: "edge" }, { label: v("hours.planned"), ink: "hatch" }, { label: v("hours.worked"), ink: "full" },
    ...(months.some((m) => m.forecast) ? [{ label: v("use.forecast"), ink: "above" } as const] : []),
  ];
  return (
    <Leaf id="hours" what={v("hours.what")} list={hoursTable(months)} over={overOf(months)}>
      <Columns
        series={series} columns={months.map((m) => {
          const [granted, planned, worked, ahead] = [m.granted, minutes(m.planned), minutes(m.worked), m.forecast ? minutes(m.forecast) : undefined];
          const said = v("hours.picture", { month: named(m.month), granted: format.hours(granted), planned: format.hours(planned), worked: format.hours(worked) });
          return {
            name: short(m.month), values: [granted, planned, worked], ahead, said: ahead === undefined ? said : `${said} ${v("hours.ahead", { time: format.hours(ahead), planned: format.hours(m.ahead ? minutes(m.ahead) : 0) })}`,
            foot: <>{whole(worked)}{ahead !== undefined && <><br />{v("hours.aheadShort", { time: whole(ahead) })}</>}</>,
          };
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
    <Leaf id="time" what={v("time.what")} list={onTimeTable(months)}>
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
  const full = (took: Took): string => (took.slowest === null ? days(took) : `${days(took)}, ${v("took.slowest", { n: took.slowest })}`);
  return (
    <Leaf id="took" what={v("took.what")} list={tookTable(months)}>
      {months.every((m) => m.signed.of + m.invoices.of === 0) ? <p>{v("took.nothing")}</p> : <Columns
        series={series} columns={months.map((m) => ({
          name: short(m.month), values: [Math.max(m.signed.median ?? 0, 0), Math.max(m.invoices.median ?? 0, 0)], foot: m.signed.median === null && m.invoices.median === null ? "–" : [m.signed.median, m.invoices.median].map((n) => n ?? "–").join(" / "),
          said: v("took.picture", { month: named(m.month), sheets: full(m.signed), invoices: full(m.invoices) }),
        }))}
      />}
    </Leaf>
  );
}

function Away({ months }: { months: readonly MonthReview[] }) {
  const series: readonly Series[] = [{ label: v("away.sick"), ink: "full" }, { label: v("away.leave"), ink: "edge" }, { label: v("away.child"), ink: "hatch" }];
  const of = (m: MonthReview): number[] => absences.map((kind) => m.absent[kind] ?? 0);
  const days = (n: number): string => v("away.days", { n });
  return (
    <Leaf id="away" what={v("away.what")} list={awayTable(months)}>
      <Columns
        piled series={series} columns={months.map((m) => {
          const [sick = 0, leave = 0, child = 0] = of(m);
          return { name: short(m.month), values: [sick, leave, child], foot: sick + leave + child, said: v("away.picture", { month: named(m.month), sick: days(sick), leave: days(leave), child: days(child) }) };
        })}
      />
    </Leaf>
  );
}
