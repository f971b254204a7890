// The invoice as the server gives it to those whom it concerns, made whole: what an older server leaves out is empty.

import type { InvoiceStatus, MonthView } from "../office/types";

/** Reads an answer of GET /api/v1/invoices/<beneficiary>/<month>. */
export function viewOf(answer: unknown): MonthView {
  const given = answer as Partial<MonthView> & { state?: InvoiceStatus["state"] };
  const invoice = given.invoice ?? { state: given.state ?? "open" };
  return {
    beneficiary: given.beneficiary ?? { id: "", name: "" }, month: given.month ?? "", hash: given.hash ?? "", deadline: given.deadline ?? "",
    sums: given.sums ?? { active: 0, waiting: 0, standby: 0 }, counted: given.counted ?? { num: 0, den: 1 }, granted: given.granted ?? null,
    days: given.days ?? [], assistants: given.assistants ?? [], rows: given.rows ?? [], findings: given.findings ?? [], invoice,
  };
}
