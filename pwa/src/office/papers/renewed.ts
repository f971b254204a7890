// A person whom the server did not take when they were new, corrected. The old id takes nothing more, and every paper that was written
// with them was refused for naming somebody who is not there: so all of it is made anew, under ids of its own. Pure.

import type { Act } from "../../core/core";
import { anew } from "../../core/overlay";
import { untaken, type Fields, type Row as Doc } from "../../core/types";
import type { Paper } from "./papers";

/** Everybody anew: what is written, who they are then, and the refs of what has been read by that. */
export interface Renewed {
  readonly acts: readonly Act[];
  readonly person: string;
  readonly instead: readonly string[];
}

/** What a form that said something of a refused person (said) writes: them, and what named them and was refused as well. */
export function renewed(docs: Iterable<Doc>, form: Paper, old: Doc, said: Fields, newId: () => string): Renewed {
  const asked = new Set(form.fields.map(({ name }) => name)); // what the form asked for and said nothing of was taken away
  const kept = Object.fromEntries(Object.entries(old.fields).filter(([name]) => !asked.has(name)));
  const person = newId();
  const acts: Act[] = [{ ref: `person/${person}`, base: 0, set: { ...kept, ...said } }];
  const instead = [old.ref];
  for (const doc of docs) {
    if (doc.ref === old.ref || !untaken(doc) || doc.fields["void"] === true) continue;
    const names = Object.keys(doc.fields).filter((name) => doc.fields[name] === old.id);
    if (names.length === 0) continue;
    const made = anew(doc, Object.fromEntries(names.map((name) => [name, person])), doc.id === old.id ? () => person : newId);
    if (!made) continue;
    acts.push(made);
    instead.push(doc.ref);
  }
  return { acts, person, instead };
}
