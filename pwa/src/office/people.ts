// Who is who, from the book's documents.

import { there } from "../core/there";
import { text, type Role, type Row as Doc } from "../core/types";
import type { Named } from "./types";

type Docs = ReadonlyMap<string, Doc>;

/** The lookup of names by id of person; an id without a person document is said to be someone. */
export function namesOf(docs: Docs, unknown: string): (id: string) => string {
  return (id) => {
    const person = docs.get(`person/${id}`);
    return (person && text(person.fields, "name")) || unknown;
  };
}

function holds(doc: Doc, date: string): boolean {
  const to = text(doc.fields, "to");
  return doc.fields["void"] !== true && text(doc.fields, "from") <= date && (to === "" || date <= to);
}

/** The assistants who work for a beneficiary on some day of a month, by name. */
export function engaged(docs: Docs, beneficiary: string, month: string, names: (id: string) => string): Named[] {
  const found = new Map<string, Named>();
  for (const doc of docs.values()) {
    if (doc.kind !== "engagement" || text(doc.fields, "beneficiary") !== beneficiary || !there(doc)) continue;
    if (doc.fields["void"] === true || text(doc.fields, "from").slice(0, 7) > month) continue;
    const to = text(doc.fields, "to");
    const id = text(doc.fields, "assistant");
    if (to === "" || to.slice(0, 7) >= month) found.set(id, { id, name: names(id) });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, "sv"));
}

/** The names of those who work for each beneficiary on some day of a month, by the beneficiary's id. */
export function engagedNames(docs: Docs, month: string, names: (id: string) => string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const doc of docs.values()) {
    const { kind, fields } = doc;
    if (kind !== "engagement" || fields["void"] === true || text(fields, "from").slice(0, 7) > month || !there(doc)) continue;
    const to = text(fields, "to");
    if (to !== "" && to.slice(0, 7) < month) continue;
    const at = text(fields, "beneficiary");
    const name = names(text(fields, "assistant"));
    const of = found.get(at);
    if (of === undefined) found.set(at, [name]);
    else if (!of.includes(name)) of.push(name);
  }
  return found;
}

/** The customers whom somebody answers for on a date. */
export function answersFor(docs: Docs, person: string, date: string): ReadonlySet<string> {
  return new Set([...docs.values()].flatMap((doc) => (doc.kind === "responsibility" && text(doc.fields, "coordinator") === person && holds(doc, date) && there(doc) ? [text(doc.fields, "beneficiary")] : [])));
}

/** The roles in which people are listed. */
export const roles: readonly Role[] = ["beneficiary", "assistant", "representative", "coordinator", "auditor"];

/** A person with the role that they hold today; past where they hold none any more. */
export interface Listed extends Named {
  role: Role | "past";
}

/** Everyone in the book with a role, once for each role that they hold on the date. */
export function listed(docs: Docs, date: string, names: (id: string) => string): Listed[] {
  const now = new Map<string, Listed>();
  const past = new Map<string, Listed>();
  for (const doc of docs.values()) {
    if (doc.kind !== "membership" || doc.fields["void"] === true || !there(doc)) continue;
    const id = text(doc.fields, "person");
    const role = roles.find((r) => r === doc.fields["role"]);
    if (role === undefined) continue;
    if (holds(doc, date) || text(doc.fields, "from") > date) now.set(`${role}/${id}`, { id, name: names(id), role });
    else past.set(id, { id, name: names(id), role: "past" });
  }
  for (const person of now.values()) past.delete(person.id);
  return [...now.values(), ...past.values()].sort((a, b) => a.name.localeCompare(b.name, "sv"));
}
