import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { kinds, sums, touches } from "../core/month";
import { addMonths, dateOf } from "../core/time";
import { untaken } from "../core/types";
import { Button, Chips, Clock, Cover, KindName, Ledger, LedgerDay, Sum, SumLedger, Writes } from "../ui";
import { Fetched } from "../ui/Fetched";
import { Against } from "./Against";
import { Gone } from "./Gone";
import { byDate, gone, todos, worked, type Mine } from "./mine";
import type { RoomView } from "./room";
import { MonthSteps } from "./MonthSteps";
import { ShiftRow } from "./ShiftRow";
import { standing } from "./steps";
import { Talk } from "./Talk";
import { Todos } from "./Todos";
import { a } from "./words";

/** A month of one's own: what must be fixed, sums by kind, day by day. */
export function Month({ room, month }: { room: RoomView; month: string }) {
  const [chosen, choose] = useState("");
  const [reached, reach] = useState(1); // the step that the timesheets are at, as far as is known
  const here = room.mine.filter((m) => touches(m.shift, month));
  const places = [...new Set(here.map((m) => m.shift.beneficiary))];
  const place = places.includes(chosen) ? chosen : "";
  const shown = place === "" ? here : here.filter((m) => m.shift.beneficiary === place);
  const counted = shown.filter((m) => !m.shift.void && !untaken(m.row));
  const total = sums(counted.map((m) => m.shift), month);
  const minutes = total.active + total.waiting + total.standby;
  const name = format.month(month);
  const ended = month < dateOf(room.now).slice(0, 7);
  const fix = todos(room.mine, room.now, month);
  const fixHere = place === "" ? fix : fix.filter((todo) => todo.rows.some((m) => m.shift.beneficiary === place));
  return (
    <>
      <div class="row row--between nowrap pager">
        <Button kind="line" icon="prev" label={format.month(addMonths(month, -1))} href={`/month/${addMonths(month, -1)}`} />
        <h1>{format.capital(format.month(month, true))}</h1>
        {ended ? (
          <Button kind="line" icon="next" label={format.month(addMonths(month, 1))} href={`/month/${addMonths(month, 1)}`} />
        ) : <span class="btn btn--icon" aria-hidden="true" />}
      </div>
      {places.length > 1 && (
        <Chips
          legend={a("month.show")} name="place" value={place} onChange={choose}
          options={[{ value: "", label: a("month.all") }, ...places.map((id) => ({ value: id, label: room.short(id) }))]}
        />
      )}
      <Cover id="sum" title={place === "" ? t("month.title", { month: name }) : t("month.at", { name: room.short(place) })}>
        <Clock minutes={minutes} />
        <MonthSteps of={standing(month, shown, fixHere.length, room.now, reached)} />
      </Cover>
      <Todos of={fix} room={room} />
      {ended && <Fetched quiet from={sheets} show={({ default: Sheets }) => <Sheets {...{ room, month, place, reach }} />} />}
      <Talk room={room} month={month} />
      <Fetched quiet from={told} show={({ default: Known }) => <Known {...{ room, month, place }} />} />
      <Against month={month} plans={room.plans.filter((p) => place === "" || p.beneficiary === place)} shown={counted} room={room} />
      {here.length === 0 ? <p class="soft">{room.unfetched ? a("coming.yet") : t("month.empty", { month: name })}</p> : (
        <>
          <section class="section" aria-labelledby="sums">
            <h2 id="sums">{t("month.sums")}</h2>
            <SumLedger>
              {kinds.map((kind) => <Sum key={kind} what={<KindName kind={kind} />}>{format.hours(total[kind])}</Sum>)}
              <Sum what={t("month.total")} total>{format.hours(minutes)}</Sum>
            </SumLedger>
          </section>
          <section class="section" aria-labelledby="days">
            <header><h2 id="days">{t("month.byDay")}</h2><span class="soft s">{t("month.newest")}</span></header>
            <Ledger>{byDate(shown.filter((m) => !gone(m))).map(([date, rows]) => <Day key={date} date={date} rows={rows} room={room} />)}</Ledger>
            <Gone of={shown.filter(gone)} room={room} />
          </section>
        </>
      )}
      <Writes><Button kind="line" wide icon="plus" onClick={() => room.edit({})}>{t("now.add")}</Button></Writes>
    </>
  );
}

function Day({ date, rows, room }: { date: string; rows: readonly Mine[]; room: RoomView }) {
  const minutes = rows.reduce((n, m) => n + (m.shift.void ? 0 : worked(m, room.mine, room.now)), 0);
  return (
    <>
      <LedgerDay id={date}>{format.capital(format.day(date))} <Fetched quiet from={told} show={({ ClosedMark }) => <ClosedMark rows={rows} />} /><span class="num">{format.hours(minutes)}</span></LedgerDay>
      {rows.map((m) => <ShiftRow key={m.row.ref} of={m} room={room} />)}
    </>
  );
}

const sheets = () => import("./sheet");
/** What the phone is told of months, and says of closed days. */
export const told = () => import("./told");
