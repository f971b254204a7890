import type { SheetLine } from "../types";

/** Where a timesheet's commands and view are. */
export function sheetPath({ beneficiary, month, assistant }: Pick<SheetLine, "beneficiary" | "month" | "assistant">): string {
  return `/api/v1/months/${beneficiary.id}/${month}/timesheets/${assistant.id}`;
}
