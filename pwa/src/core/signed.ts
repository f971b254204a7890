// Which rows a signed timesheet holds, as far as a device knows it: a change of one is taken, and waits for the office.

import { text, type Row } from "./types";

/** The states in which both have signed. The same as those that care.TimesheetSeal is set in. */
const held = new Set(["approved", "sent", "received", "rejected", "hand_signed", "complete"]);

/** Whether both have signed an assistant's timesheet of a month ("2026-10") at a beneficiary: from then on its rows are held. */
export function sheetSigned(rows: ReadonlyMap<string, Pick<Row, "fields">>, assistant: string, beneficiary: string, month: string): boolean {
  const sheet = rows.get(`timesheet/${assistant}.${beneficiary}@${month}`);
  return sheet !== undefined && held.has(text(sheet.fields, "state"));
}
