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

/** Whether an invoice asks something of the person now: one on paper only while it is printed and not signed. */
export function asks({ state, paper }: Pick<InvoiceStatus, "state" | "paper">): boolean {
  return waits(state) && (!paper || Boolean(paper.at.printed && !paper.at.signed));
}

/** Whether an invoice has been sent and is not yet signed. */
export function underway(state: InvoiceState): boolean {
  return state === "handed_over" || state === "received";
}

/** The invoice that it is a person's turn with: of those that wait the one that is due first; else the newest that differs or is not signed yet. */
export function turnOf<T extends Listed>(invoices: readonly T[]): T | undefined {
  const waiting = invoices.filter((i) => waits(i.invoice.state)).sort((x, y) => (x.month < y.month ? -1 : 1));
  return waiting[0] ?? invoices.find((i) => i.invoice.state === "differs" || underway(i.invoice.state));
}

/** The invoice that it is somebody's turn with, of one of the people whom a list is about. */
export function firstOf<T extends Listed>(invoices: readonly T[], beneficiary: string): T | undefined {
  return turnOf(invoices.filter((i) => i.beneficiary.id === beneficiary));
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
