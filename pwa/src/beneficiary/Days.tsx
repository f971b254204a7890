import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Chips, KindLegend } from "../ui";
import type { MonthView } from "../office/types";
import { Section } from "./Section";
import { dayTotal, inWords } from "./tell";
import { b } from "./words";

type Day = MonthView["days"][number];

const percent = (part: number): string => `${Math.round(part * 100_000) / 1000}%`;

/** The month day by day, by kind: as a picture, or the same as a table; and in a sentence. */
export function Days({ days, month, wrong }: { days: readonly Day[]; month: string; wrong?: (date: string) => string }) {
  const [as, show] = useState<"picture" | "table">("picture");
  const date = (day: number): string => `${month}-${String(day).padStart(2, "0")}`;
  const long = days.find((d) => d.length !== 1440 && dayTotal(d) > 0);
  const sentence = inWords(days, month);
  return (
    <Section id="days" title={b("invoice.days")} read={b("aloud.days")}>
      <div class="leaf">
        <Chips legend={b("invoice.daysAs")} name="days-as" value={as} onChange={show} options={[{ value: "picture", label: b("invoice.picture") }, { value: "table", label: b("invoice.table") }]} />
        {as === "picture" ? <Picture days={days} month={month} said={sentence} date={date} /> : <Table days={days} date={date} wrong={wrong} />}
        <p>{sentence}</p>
        {long && <p>{b("invoice.longDay", { day: format.dayOfMonth(date(long.day)), h: long.length / 60 })}</p>}
      </div>
    </Section>
  );
}

function Picture({ days, month, said, date }: { days: readonly Day[]; month: string; said: string; date: (day: number) => string }) {
  const most = Math.max(1440, ...days.map(dayTotal));
  return (
    <figure class="stack stack--s" data-silent>
      <div class="days" dir="ltr">
        <div class="days__y" aria-hidden="true" style={{ paddingBlockStart: `${(1 - 1440 / most) * 10}rem` }}><span>24 h</span><span>12 h</span><span>0</span></div>
        <svg role="img" aria-label={`${b("invoice.chart", { month: format.month(month) })}. ${said}`}>
          {days.filter((d) => weekend(date(d.day))).map((d) => <rect key={d.day} class="c-weekend" x={percent((d.day - 1) / days.length)} width={percent(1 / days.length)} height="100%" />)}
          {[1440, 720, 0].map((minutes) => 1 - minutes / most).map((y) => <line key={y} class="c-grid" x1="0" x2="100%" y1={percent(y)} y2={percent(y)} />)}
          {days.map((d) => <Bar key={d.day} day={d} of={days.length} most={most} />)}
        </svg>
        <div class="days__x" aria-hidden="true">
          {[1, 8, 15, 22, 29].filter((d) => d <= days.length).map((d) => (
            <span key={d} style={{ insetInlineStart: percent((d - 0.5) / days.length) }}>{d === 29 || (d === 22 && days.length < 29) ? format.dayMonth(date(d)) : d}</span>
          ))}
        </div>
      </div>
      <KindLegend />
    </figure>
  );
}

function Table({ days, date, wrong }: { days: readonly Day[]; date: (day: number) => string; wrong: ((date: string) => string) | undefined }) {
  return (
    <div class="wide"><table class="plain" data-silent>
      <thead><tr><th scope="col">{b("invoice.day")}</th><th scope="col">{t("kind.active")}</th><th scope="col">{t("kind.waiting")}</th><th scope="col">{t("kind.standby")}</th></tr></thead>
      <tbody>
        {days.map((d) => (
          <tr key={d.day}>
            <th scope="row">
              <time dateTime={date(d.day)}>{format.shortDay(date(d.day))}</time>
              {wrong && <a class="btn btn--quiet" href={wrong(date(d.day))} aria-label={b("invoice.wrongDay", { day: format.dayOfMonth(date(d.day)) })}>{b("invoice.wrongHere")}</a>}
            </th>
            {(["active", "waiting", "standby"] as const).map((kind) => <td key={kind} data-column={t(`kind.${kind}`)}>{cell(d[kind])}</td>)}
          </tr>
        ))}
      </tbody>
    </table></div>
  );
}

function Bar({ day, of, most }: { day: Day; of: number; most: number }) {
  const x = percent((day.day - 1 + 0.14) / of);
  const width = percent(0.72 / of);
  const top = (minutes: number): string => percent(1 - minutes / most);
  const two = day.active + day.waiting;
  return (
    <>
      {day.active > 0 && <rect class="f-active" x={x} width={width} y={top(day.active)} height={percent(day.active / most)} />}
      {day.waiting > 0 && <rect class="o-wait" fill="url(#p-wait)" x={x} width={width} y={top(two)} height={percent(day.waiting / most)} />}
      {day.standby > 0 && <rect class="o-standby" fill="url(#p-standby)" x={x} width={width} y={top(two + day.standby)} height={percent(day.standby / most)} />}
    </>
  );
}

function cell(minutes: number): string {
  return minutes === 0 ? "–" : format.hours(minutes).replace(/(\d) /g, "$1\u00a0"); // a narrow column breaks between hours and minutes
}

function weekend(date: string): boolean {
  return [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
}
