import { useMemo, useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Chips, Dots, Hatch, Icon, Shape } from "../ui";
import { dayTable, dayWords, openWord } from "./days";
import { officeIcons } from "./icons";
import { overOf } from "./ledger";
import { daysIn, initials, layOut, length, type Block, type DayMap as Day } from "./map";
import { AsTable } from "./out/AsTable";
import type { MonthView, Row } from "./types";
import { o } from "./words";

const part = (minutes: number): string => `${Math.round((minutes / 1440) * 100_000) / 1000}%`;

/** Who was there, day by day over 24 hours, coloured by assistant or by kind; each day is also said in words, and leads to its rows; all of it is a table, too. */
export function DayMap({ view, rows, onDay }: { view: MonthView; rows: readonly Row[]; onDay: (day: number) => void }) {
  const [colour, paint] = useState<"person" | "kind">("person");
  const people = useMemo(() => colours(rows), [rows]);
  const days = useMemo(() => layOut(rows.filter((r) => !r.void), view.month, daysIn(view.month)), [rows, view.month]);
  return (
    <section class={colour === "kind" ? "leaf by-kind" : "leaf"} aria-labelledby="map">
      <svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">
        <defs>
          <Hatch id="p-over-wait" ink="var(--ink)" width={1.4} opacity={0.38} />
          <Dots id="p-over-standby" ink="var(--ink)" radius={0.9} opacity={0.5} />
          <Hatch id="p-gap" ground="var(--mark-wash)" ink="var(--mark-edge)" width={1.2} opacity={0.55} />
        </defs>
      </svg>
      <div class="row row--between">
        <h2 id="map">{o("month.map")}</h2>
        <Chips legend={o("month.colour")} name="colour" value={colour} onChange={paint} options={[{ value: "person", label: o("month.byPerson") }, { value: "kind", label: o("month.byKind") }]} />
      </div>
      <ul class="legend">
        <li><span class="sw sw--plain" /> {t("kind.active")}</li>
        <li><span class="sw sw--ow" /> {t("kind.waiting")}</li>
        <li><span class="sw sw--os" /> {t("kind.standby")}</li>
        {days.some((d) => d.gaps.length > 0) && <li><span class="sw sw--gap" /> {o("month.gap")}</li>}
        {days.some((d) => d.doubled.length > 0) && <li><span class="sw sw--flag" /> {o("month.doubled")}</li>}
      </ul>
      <table class="map">
        <thead aria-hidden="true">
          <tr><td /><td><div class="map__hours" dir="ltr"><span>00</span><span>06</span><span>12</span><span>18</span><span>24</span></div></td><td /></tr>
        </thead>
        <tbody>
          {days.map((day) => <DayLine key={day.day} day={day} view={view} people={people} onDay={onDay} />)}
        </tbody>
      </table>
      <ul class="legend">
        {[...people].map(([id, person]) => <li key={id}><span class="ini" style={person.paint}>{initials(person.name)}</span> {person.name}</li>)}
      </ul>
      <AsTable list={dayTable(days, view, (id) => people.get(id)?.name ?? "")} day={format.shortDay} over={overOf(rows, view.beneficiary.id, view.month)} />
    </section>
  );
}

interface Person {
  name: string;
  paint: Record<string, string>;
}

function colours(rows: readonly Row[]): Map<string, Person> {
  const people = new Map<string, Person>();
  for (const row of [...rows].sort((a, b) => a.name.localeCompare(b.name, "sv"))) {
    if (row.void || people.has(row.assistant)) continue;
    const n = (people.size % 9) + 1;
    people.set(row.assistant, { name: row.name, paint: { "--f": `var(--p${n})`, "--e": `var(--p${n}-edge)` } });
  }
  return people;
}

function DayLine({ day, view, people, onDay }: { day: Day; view: MonthView; people: Map<string, Person>; onDay: (day: number) => void }) {
  const date = `${view.month}-${String(day.day).padStart(2, "0")}`;
  const weekend = [0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());
  const known = view.days.find((d) => d.day === day.day);
  const real = known ? known.active + known.waiting + known.standby : 0;
  const height = 100 / day.lanes;
  return (
    <tr class={weekend ? "we" : undefined} onClick={() => onDay(day.day)}>
      <th scope="row">{format.weekday(date)} <b>{day.day}</b></th>
      <td>
        <svg aria-hidden="true" class={day.lanes > 1 ? "tall" : undefined} dir="ltr">
          <rect class="r-night" x="0" width="25%" height="100%" />
          <rect class="r-night" x="91.667%" width="8.333%" height="100%" />
          {["25%", "50%", "75%"].map((x) => <line key={x} class="r-tick" x1={x} x2={x} y1="0" y2="100%" />)}
          {day.blocks.map((block, i) => <Piece key={i} block={block} height={height} person={people.get(block.assistant)} />)}
          {day.gaps.map((gap) => (
            <svg key={gap.from} x={part(gap.from)} width={part(gap.to - gap.from)} height="100%">
              <rect width="100%" height="100%" fill="url(#p-gap)" />
              <rect class="gapbox inset2" x="1" y="1" />
            </svg>
          ))}
          {day.doubled.map((both) => <rect key={both.from} class="flagbox" x={part(both.from)} width={part(both.to - both.from)} y="1" style={{ height: "calc(100% - 2px)" }} />)}
          {known?.length === 1500 && <rect class="twice" x={part(120)} width={part(60)} y="1" style={{ height: "calc(100% - 2px)" }} />}
        </svg>
        <span class="vh">{dayWords(day, (id) => people.get(id)?.name ?? "") || o("month.nobody")}</span>
      </td>
      <td>
        <Flags day={day} length={known?.length} />
        <span class="vh"> {o("month.daySum", { time: format.spokenHours(real) })}</span>
      </td>
    </tr>
  );
}

function Flags({ day, length: real }: { day: Day; length: number | undefined }) {
  const doubled = length(day.doubled);
  const gap = length(day.gaps);
  const open = openWord(day);
  if (open !== undefined) return <span class="flag"><Icon name="clock" /> <span class="flag__t">{open}</span></span>;
  if (doubled > 0) return <span class="flag flag--info"><Shape drawn={officeIcons.overlap} /> <span class="flag__t">{o("month.double", { time: format.hours(doubled) })}</span></span>;
  if (gap > 0) return <span class="flag"><Shape drawn={officeIcons.gap} /> <span class="flag__t">{o("month.gap")} {format.hours(gap)}</span></span>;
  if (real !== undefined && real !== 1440) return <span class="flag flag--info"><Icon name="clock" /> <span class="flag__t">{o("month.longDay", { h: real / 60 })}</span></span>;
  return null;
}

function Piece({ block, height, person }: { block: Block; height: number; person: Person | undefined }) {
  const long = block.to - block.from;
  const name = person?.name.split(" ")[0] ?? "";
  const short = initials(person?.name ?? "");
  return (
    <svg x={part(block.from)} width={part(long)} y={`${block.lane * height}%`} height={`${height}%`} style={person?.paint}>
      {!block.open && <rect class="w" width="100%" height="100%" />}
      {block.parts.filter((p) => p.kind !== "active").map((p) => (
        <rect
          key={p.from} x={`${((p.from - block.from) / long) * 100}%`} width={`${((p.to - p.from) / long) * 100}%`} height="100%"
          class={p.kind === "waiting" ? "ov-wait" : "ov-standby"} fill={p.kind === "waiting" ? "url(#p-over-wait)" : "url(#p-over-standby)"}
        />
      ))}
      <rect class={block.open ? "we we--open inset1" : "we inset1"} x="0.5" y="0.5" />
      {long >= 45 && <text class="nm" x="50%" y="50%">{long / 14 > name.length * 1.25 ? name : short}</text>}
      {long >= 150 && <text class="in" x="50%" y="50%">{short}</text>}
    </svg>
  );
}
