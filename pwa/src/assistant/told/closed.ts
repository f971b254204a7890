// Which first days of a month the office has closed, as far as the phone knows it: a change of a row that touches one is
// taken, and waits for the office. The same days as care.DaySeal's.

import { text, type Row } from "../../core/types";
import { byDay, instant, type Minute } from "../../core/time";

type Rows = ReadonlyMap<string, Pick<Row, "fields">>;

/** The last of a month's closed days at a beneficiary ("2026-10-15"); "" where none is. */
export function closedUntil(rows: Rows, beneficiary: string, month: string): string {
  const closed = rows.get(`closed/${beneficiary}@${month}`);
  return closed ? text(closed.fields, "until") : "";
}

/** The last closed day of the month of the first closed day that a time touches; "" where it touches none. Half open. */
export function closedFor(rows: Rows, beneficiary: string, start: Minute, end: Minute | undefined): string {
  if (Number.isNaN(instant(start))) return "";
  const days = [start.slice(0, 10), ...(end === undefined ? [] : byDay(instant(start), instant(end)).map(({ date }) => date))];
  for (const day of days) {
    const until = closedUntil(rows, beneficiary, day.slice(0, 7));
    if (day <= until) return until;
  }
  return "";
}

/** Why changes of a row wait: a closed day, a locked month, a right that has ended; undefined where it is another reason. */
export function whyWaits(row: Pick<Row, "parked">, closed: string): "day" | "month" | "left" | undefined {
  const reason = row.parked.at(-1)?.reason;
  if (reason === "sealed") return closed === "" ? "month" : "day";
  return reason === "right_ended" ? "left" : undefined;
}
