// Which rows a signed timesheet holds, as far as a device knows it: a change of one is taken, and waits for the office.

import { text, type Row } from "./types";

/** The states before both have signed. In all others care.TimesheetSeal is set. */
const before = ["", "open", "ready", "signed", "printed"];

/** Whether both have signed an assistant's timesheet of a month ("2026-10") at a beneficiary: from then on its rows are held. */
export function sheetSigned(rows: ReadonlyMap<string, Pick<Row, "fields">>, assistant: string, beneficiary: string, month: string): boolean {
  const sheet = rows.get(`timesheet/${assistant}.${beneficiary}@${month}`);
  return sheet !== undefined && !before.includes(text(sheet.fields, "state"));
}
