// Whose invoices a person may see, and how each stands.

import { text, type Role, type Row as Doc } from "../core/types";
import type { InvoiceStatus, InvoiceState, Named, Sums } from "../office/types";

/** An invoice in the list of one's own. */
export interface Listed {
  beneficiary: Named;
  month: string;
  state: InvoiceState;
  deadline: string;
  sums?: Sums;
  at?: InvoiceStatus["at"];
}

/** The invoices of an answer, newest first. */
export function listOf(answer: unknown): Listed[] {
  const list = Array.isArray(answer) ? answer : (answer as { invoices?: unknown } | undefined)?.invoices;
  if (!Array.isArray(list)) return [];
  return (list as (Listed & { invoice?: InvoiceStatus })[])
    .map((entry) => (entry.invoice ? { ...entry, state: entry.invoice.state, at: entry.invoice.at } : entry))
    .sort((x, y) => (x.month < y.month ? 1 : -1));
}

/** Whether an invoice waits for the person to look at it and send it. */
export function waits(state: InvoiceState): boolean {
  return state === "ready" || state === "notified" || state === "opened";
}

/** Whether an invoice has been sent and is not yet signed. */
export function underway(state: InvoiceState): boolean {
  return state === "handed_over" || state === "received";
}

/** Whom a person sees invoices of: themselves where they have assistance, and those they act for on the date. */
export function peopleOf(docs: ReadonlyMap<string, Doc>, invoices: readonly Listed[], me: string, roles: readonly Role[], date: string, nameOf: (id: string) => string): Named[] {
  const ids = new Set<string>();
  if (roles.includes("beneficiary")) ids.add(me);
  for (const doc of docs.values()) {
    if (doc.kind !== "representation" || doc.fields["void"] === true || text(doc.fields, "representative") !== me) continue;
    const to = text(doc.fields, "to");
    if (text(doc.fields, "from") <= date && (to === "" || date <= to)) ids.add(text(doc.fields, "beneficiary"));
  }
  for (const invoice of invoices) ids.add(invoice.beneficiary.id);
  return [...ids].map((id) => ({ id, name: nameOf(id) })).sort((x, y) => x.name.localeCompare(y.name, "sv"));
}
