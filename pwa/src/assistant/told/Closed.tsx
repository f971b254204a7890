// What the phone says of closed days: beside a month, on its days, and in the sheet before anything is changed.

import { core } from "../../core";
import type { Minute } from "../../core/time";
import { format } from "../../i18n";
import { Notice, Rested, State } from "../../ui";
import type { Mine } from "../mine";
import type { RoomView } from "../room";
import { isAhead } from "./ahead";
import { closedAt, closedFor, signedFor, whyWaits } from "../../core/closed";
import { w } from "./words";

/** Until when days of a month are closed, at each of those who are shown: at all of them, where place is "". */
export function ClosedDays({ room, month, place }: { room: RoomView; month: string; place: string }) {
  const closed = closedAt(core.rows.value, month).filter(({ id }) => place === "" || id === place);
  if (closed.length === 0) return null;
  return (
    <Notice icon="lock">
      {closed.map(({ id, until }) => <p key={id}><b>{w("closed", { name: room.short(id), day: format.day(until) })}</b></p>)}
      <p>{w("closed.may")}</p>
    </Notice>
  );
}

/** A day's mark: some row that begins on it is of a closed day. */
export function ClosedMark({ rows }: { rows: readonly Mine[] }) {
  return rows.some(({ shift }) => closedFor(core.rows.value, shift.beneficiary, shift.start, shift.end)) ? <State icon="lock">{w("closed.mark")}</State> : null;
}

/** In a row's sheet: why its change waits; or that what is changed will, for the day is closed or the timesheet signed, before or after it; or that its time is still to come. */
export function Waits({ of, place = "", start = "", end, room }: { of: Mine | undefined; place: string | undefined; start: Minute | undefined; end: Minute | undefined; room: RoomView }) {
  const rows = core.rows.value;
  const was = of ? closedFor(rows, of.shift.beneficiary, of.shift.start, of.shift.end) : "";
  const until = was || closedFor(rows, place, start, end);
  if (of?.row.status === "parked") {
    const why = whyWaits(of.row, until, signedFor(rows, of.row));
    return <Notice icon="lock">{why && <b>{w(`waits.${why}`)}</b>} {w("waits.then")}</Notice>;
  }
  const asked = { ...of?.row.fields, assistant: room.me, beneficiary: place, start, end: end ?? null };
  const why = until ? w("closed", { name: room.short(place), day: format.day(until) })
    : (of && signedFor(rows, of.row)) || signedFor(rows, { fields: asked, parked: [] }) ? w("waits.signed") : "";
  const ahead = why === "" && isAhead(start, end, room.now);
  return (
    <>
      {why && <Notice icon="lock"><b>{why}</b> {w("closed.change")}</Notice>}
      <div hidden={!ahead}><Notice icon="clock"><Rested first="" rest={ahead ? w("ahead") : ""} /></Notice></div>
    </>
  );
}
