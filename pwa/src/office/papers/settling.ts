// Two answers about one paper, as its form asks for them. Pure.

import type { Candidate, Conflict, Fields } from "../../core/types";
import { valuesOf, type Value, type Values } from "./form";
import type { Asked, Paper } from "./papers";

// Under which field of the document a form's question is kept, where that is another.
const keptAs: Readonly<Record<string, readonly string[]>> = { number: ["personnummer", "samordningsnummer"], given: ["given", "name"], family: ["family", "name"] };

/** The questions of a form that a disagreement is about. */
export function askedIn({ fields }: Paper, conflict: Conflict): readonly Asked[] {
  return fields.filter(({ name }) => (keptAs[name] ?? [name]).some((field) => conflict.fields.includes(field)));
}

/** The disagreements that a form can settle: what it asks about, or that the paper is removed. Others are left as they are. */
export function settledBy(form: Paper, conflicts: readonly Conflict[]): readonly Conflict[] {
  return conflicts.filter((conflict) => conflict.fields.includes("void") || askedIn(form, conflict).length > 0);
}

/** Whether an answer is that the paper is removed. */
export function removes({ set }: Candidate): boolean {
  return set["void"] === true;
}

/** What an answer would put into the form. */
export function taken(form: Paper, conflict: Conflict, stands: Fields | undefined, { set }: Candidate): Values {
  const values = valuesOf(form, { ...stands, ...set });
  return Object.fromEntries(askedIn(form, conflict).map(({ name }): [string, Value] => [name, values[name] ?? ""]));
}

/** What a form writes besides what was changed in it: all that the disagreements are about is said, and their answers are settled. */
export function settling(form: Paper, conflicts: readonly Conflict[], stands: Fields | undefined, said: Fields): { set: Fields; resolves?: readonly string[] } {
  const set = { ...said };
  const settled = settledBy(form, conflicts);
  for (const { fields } of settled) for (const field of fields) if (!(field in set)) set[field] = stands?.[field] ?? null; // null is said too: it clears
  const resolves = settled.flatMap((c) => c.candidates.map((one) => one.op));
  return { set, ...(resolves.length > 0 ? { resolves } : {}) };
}
