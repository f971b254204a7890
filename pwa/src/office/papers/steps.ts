// A provider that begins: what is to be done before a first month, in order. Pure.

import { there } from "../../core/there";
import { text, type Row as Doc } from "../../core/types";

/** The steps, in the order in which they are taken. */
export const steps = ["provider", "beneficiary", "decision", "assistant", "invite"] as const;

/** One of the steps. */
export type First = (typeof steps)[number];

/** The steps that are done. invited: whether anybody but the office has been invited or has joined; undefined while it is not known, and then that step is not asked for. */
export function done(docs: ReadonlyMap<string, Doc>, invited: boolean | undefined): ReadonlySet<First> {
  const found = new Set<First>();
  for (const doc of docs.values()) {
    const { kind, fields } = doc;
    if (fields["void"] === true || !there(doc)) continue;
    if (kind === "provider" && text(fields, "organisationsnummer") && text(fields, "contact") && text(fields, "phone")) found.add("provider");
    if (kind === "membership" && fields["role"] === "beneficiary") found.add("beneficiary");
    if (kind === "decision") found.add("decision");
    if (kind === "engagement") found.add("assistant");
  }
  if (invited !== false) found.add("invite");
  return found;
}

/** The step to take next, or undefined once all are done. */
export function next(done: ReadonlySet<First>): First | undefined {
  return steps.find((step) => !done.has(step));
}
