// What holds of a person's papers on a day, what is coming, and what has ended. Pure.

import { there } from "../../core/there";
import { text, type Row as Doc } from "../../core/types";

/** How a paper stands on a day. */
export type Standing = "holds" | "coming" | "ended";

/** The day on which a person who has, or had, a guardian comes of age; "" where it is not known. */
export type OfAge = (person: string) => string;

/** How a document with from and to (or start and end) stands on a date. */
export function standing(doc: Doc, date: string, ofAge: OfAge = () => ""): Standing {
  const begin = (text(doc.fields, "from") || text(doc.fields, "start")).slice(0, 10);
  const end = (text(doc.fields, "to") || text(doc.fields, "end")).slice(0, 10);
  const adult = grownUp(doc, ofAge);
  if (adult !== "" && adult <= date) return "ended";
  if (begin > date) return "coming";
  return end !== "" && end < date ? "ended" : "holds";
}

/** The day on which a guardian's paper ends by law, whatever it says: the child comes of age. "" where it ends before, or is another paper. */
export function grownUp(doc: Doc, ofAge: OfAge): string {
  if (doc.kind !== "representation" || text(doc.fields, "kind") !== "guardian") return "";
  const adult = ofAge(text(doc.fields, "beneficiary"));
  const to = text(doc.fields, "to");
  return to === "" || adult <= to ? adult : "";
}

const order: Record<Standing, number> = { holds: 0, coming: 1, ended: 2 };

/** The papers of a kind in which a field names somebody, those that hold first, of each the latest first. Removed ones are left out; one that is not there is shown, and says so. */
export function papersOf(docs: Iterable<Doc>, kind: string, field: string, who: string, date: string, ofAge?: OfAge): { doc: Doc; standing: Standing }[] {
  const found: { doc: Doc; standing: Standing; from: string }[] = [];
  for (const doc of docs) {
    if (doc.kind !== kind || doc.fields["void"] === true || text(doc.fields, field) !== who) continue;
    found.push({ doc, standing: standing(doc, date, ofAge), from: text(doc.fields, "from") || text(doc.fields, "start") });
  }
  return found.sort((a, b) => order[a.standing] - order[b.standing] || (a.from < b.from ? 1 : a.from > b.from ? -1 : a.doc.id < b.doc.id ? -1 : 1));
}

/** The roles of a person on a day: those that they hold, or will. */
export function rolesOf(docs: Iterable<Doc>, who: string, date: string): Set<string> {
  return new Set(papersOf(docs, "membership", "person", who, date).filter((p) => p.standing !== "ended" && there(p.doc)).map((p) => text(p.doc.fields, "role")));
}
