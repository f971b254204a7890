// A timesheet that tests begin with.

import type { SheetLine } from "../types";

/** October of somebody at Alva's, signed by the assistant, with what a test changes of it. */
export const line = (who: string, change: Partial<SheetLine> = {}): SheetLine => ({
  assistant: { id: who, name: who }, beneficiary: { id: "alva", name: "Alva" }, month: "2026-10", hash: `h-${who}`, state: "signed", version: 1, route: "elt",
  sums: { active: 60, waiting: 0, standby: 0 }, rows: 1, paper: "", scans: [], at: {}, by: {}, changed: false, fallen: null, unsaid: [], stops: 0, why: "",
  next: { code: "approve", who: "office", message: { sv: "", en: "" } }, ...change,
});
