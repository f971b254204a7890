// Which rows that the office writes for others are taken, and wait for the office itself. Pure.

import { closedFor, daysOf, type Rows } from "../../core/closed";
import { sheetSigned } from "../../core/signed";
import type { Minute } from "../../core/time";
import { text } from "../../core/types";

/** Whether a new row would wait for the office: on a closed day, in a locked month, or in a timesheet that both have signed. */
export function waitsNew(rows: Rows, { assistant, beneficiary, start, end }: { assistant: string; beneficiary: string; start: Minute; end?: Minute | undefined }): boolean {
  return closedFor(rows, beneficiary, start, end) !== "" || daysOf(start, end).some((day) => {
    const month = day.slice(0, 7);
    const state = text(rows.get(`invoice/${beneficiary}@${month}`)?.fields ?? {}, "state");
    return (state !== "" && state !== "open") || sheetSigned(rows, assistant, beneficiary, month);
  });
}
