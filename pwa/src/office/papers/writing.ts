// What a form of one paper begins with, and what saving it writes: of a new one, of one that stands, of one that was removed, and of
// one that was refused when it was new. Pure.

import { untaken, type Fields, type Row as Doc } from "../../core/types";
import { valuesOf, type Values } from "./form";
import type { Change } from "./keep";
import type { Paper } from "./papers";
import { settling } from "./settling";

/** The fields that a form's answers are compared with: none of one that is new, or was refused when it was. */
export function standsOf(doc: Doc | undefined): Fields | undefined {
  return doc && untaken(doc) ? undefined : doc?.fields;
}

/** What a form begins with. One that was removed is written from the beginning: it is no longer so. */
export function begun(form: Paper, doc: Doc | undefined, given: Fields): Values {
  if (doc !== undefined && doc.fields["void"] !== true) return valuesOf(form, doc.fields);
  const texts = Object.entries(given).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  return { ...valuesOf(form, undefined), ...(Object.fromEntries(texts) as Values) };
}

// Kinds whose id follows from what they say: a paper of these cannot be another. (A person whom others name is written in renewed.ts.)
const keyed = ["reach"];

/**
 * What saving a form writes, of what its answers change (said); newRef is what a new paper is called. One that was refused when it was
 * new is written anew, whole; one that was removed is there again.
 */
export function written(form: Paper, doc: Doc | undefined, given: Fields, said: Fields, newRef: string): Change {
  const stands = standsOf(doc);
  const ref = doc !== undefined && (stands !== undefined || keyed.includes(form.kind)) ? doc.ref : newRef;
  const set = { ...(stands ? {} : given), ...said, ...(stands?.["void"] === true ? { void: null } : {}) };
  return { ref, base: stands ? (doc?.rev ?? 0) : 0, ...settling(form, stands ? (doc?.conflicts ?? []) : [], stands, set) };
}
