// Which first days of a month the office has closed, as far as a device knows it: a change of a row that touches one is
// taken, and waits for the office. The same days as care.DaySeal's.

import { text, type Row } from "./types";
import { shiftOf } from "./month";
import { sheetSigned } from "./signed";
import { byDay, instant, type Minute } from "./time";

/** Documents by their refs, as far as they are looked at here. */
export type Rows = ReadonlyMap<string, Pick<Row, "kind" | "fields">>;

/** The last of a month's closed days at a beneficiary ("2026-10-15"); "" where none is. */
export function closedUntil(rows: Rows, beneficiary: string, month: string): string {
  const closed = rows.get(`closed/${beneficiary}@${month}`);
  return closed ? text(closed.fields, "until") : "";
}

/** At whom days of a month are closed, and until when, in the order of their ids: also where one has no rows. */
export function closedAt(rows: Rows, month: string): { id: string; until: string }[] {
  return [...rows.values()].filter(({ kind, fields }) => kind === "closed" && text(fields, "month") === month)
    .map(({ fields }) => ({ id: text(fields, "beneficiary"), until: text(fields, "until") })).filter(({ until }) => until).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The days that a time touches: the one it begins on, and those with some minute of it. */
export function daysOf(start: Minute, end: Minute | undefined): string[] {
  return [start.slice(0, 10), ...(end === undefined ? [] : byDay(instant(start), instant(end)).map(({ date }) => date))];
}

/** The last closed day of the month of the first closed day that a time touches; "" where it touches none. Half open. */
export function closedFor(rows: Rows, beneficiary: string, start: Minute, end: Minute | undefined): string {
  if (Number.isNaN(instant(start))) return "";
  for (const day of daysOf(start, end)) {
    const until = closedUntil(rows, beneficiary, day.slice(0, 7));
    if (day <= until) return until;
  }
  return "";
}

/** Whether both have signed a timesheet that a row is in, as it stands or as its changes that wait would have it. */
export function signedFor(rows: Rows, row: Pick<Row, "fields" | "parked">): boolean {
  return [row.fields, ...row.parked.map(({ set }) => ({ ...row.fields, ...set }))].some((fields) => {
    const shift = shiftOf({ ref: "", fields });
    return shift !== undefined && daysOf(shift.start, shift.end).some((day) => sheetSigned(rows, shift.assistant, shift.beneficiary, day.slice(0, 7)));
  });
}

/** Why changes of a row wait: a signed timesheet, a closed day, a locked month, a right that has ended; undefined where it is another reason. */
export function whyWaits(row: Pick<Row, "parked">, closed: string, signed: boolean): "signed" | "day" | "month" | "left" | undefined {
  const reason = row.parked.at(-1)?.reason;
  if (reason === "sealed") return signed ? "signed" : closed === "" ? "month" : "day";
  return reason === "right_ended" ? "left" : undefined;
}
