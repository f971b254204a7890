// Whose invoices a person may see, and how each stands.

import { text, type Role, type Row as Doc } from "../core/types";
import type { InvoiceStatus, InvoiceState, Named } from "../office/types";

/** An invoice in the list of one's own. */
export interface Listed {
  beneficiary: Named;
  month: string;
  deadline: string;
  invoice: InvoiceStatus;
}

/** The invoices of an answer, bare or by name, newest first. */
export function listOf(answer: readonly Listed[] | { invoices?: readonly Listed[] | null } | undefined): Listed[] {
  const list = answer === undefined ? [] : "length" in answer ? answer : answer.invoices ?? [];
  return [...list].sort((x, y) => (x.month < y.month ? 1 : -1));
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
    // A guardian's right ends when the child comes of age, which the server knows: then it takes the child's card back.
    if (doc.fields["kind"] === "guardian" && !docs.has(`person/${text(doc.fields, "beneficiary")}`)) continue;
    if (text(doc.fields, "from") <= date && (to === "" || date <= to)) ids.add(text(doc.fields, "beneficiary"));
  }
  for (const invoice of invoices) ids.add(invoice.beneficiary.id);
  return [...ids].map((id) => ({ id, name: nameOf(id) })).sort((x, y) => x.name.localeCompare(y.name, "sv"));
}
