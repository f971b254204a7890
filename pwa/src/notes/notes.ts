// Day notes: which of them are shown. The rules are care's (care/kind_daynote.go); here they keep from sight what is over though it is
// still on this device, and say who may write, before the server does.

import { addDays, addMonths } from "../core/time";
import { talksOf, type Message } from "../core/talk";
import { there } from "../core/there";
import { text, type Row } from "../core/types";

type Docs = ReadonlyMap<string, Row>;

/** For how many days the provider keeps a note; 0: there are none. */
export function keptDays(docs: Docs): number {
  for (const doc of docs.values()) if (doc.kind === "provider") return typeof doc.fields["note_days"] === "number" ? doc.fields["note_days"] : 0;
  return 0;
}

/** A day with what was noted about it, in the order in which it was. */
export interface Noted {
  readonly day: string;
  readonly notes: readonly Message[];
}

/** The days about which something is noted and kept, the newest first. */
export function notedDays(docs: Docs, beneficiary: string, today: string): Noted[] {
  const days = keptDays(docs);
  if (days === 0) return [];
  const first = addDays(today, -days);
  const months = new Set([...docs.values()].flatMap((doc) => (doc.kind === "daynote" && text(doc.fields, "beneficiary") === beneficiary ? [text(doc.fields, "month")] : [])));
  return [...months]
    .flatMap((month) => talksOf(docs.values(), beneficiary, month, "daynote"))
    .flatMap((talk) => (talk.topic >= first ? [{ day: talk.topic, notes: talk.messages }] : []))
    .sort((a, b) => (a.day < b.day ? 1 : -1));
}

/** Where an assistant is engaged on a day. */
export function engagedAt(docs: Docs, assistant: string, day: string): string[] {
  const held = (doc: Row): boolean => doc.kind === "engagement" && doc.fields["void"] !== true && text(doc.fields, "assistant") === assistant;
  return [...new Set([...docs.values()].flatMap((doc) => (held(doc) && within(doc, day) ? [text(doc.fields, "beneficiary")] : [])))];
}

/** Who in the office answers for a beneficiary today, by their ids; nobody: everybody in the office does. Who has left answers for nobody. */
export function answering(docs: Docs, beneficiary: string, today: string): string[] {
  const here = new Set([...docs.values()].flatMap((doc) => (doc.kind === "membership" && doc.fields["void"] !== true && text(doc.fields, "role") === "coordinator" && within(doc, today) && there(doc) ? [text(doc.fields, "person")] : [])));
  const answers = (doc: Row): boolean => doc.kind === "responsibility" && doc.fields["void"] !== true && text(doc.fields, "beneficiary") === beneficiary && within(doc, today) && there(doc);
  return [...new Set([...docs.values()].flatMap((doc) => (answers(doc) && here.has(text(doc.fields, "coordinator")) ? [text(doc.fields, "coordinator")] : [])))];
}

/** The months of which notes may be kept, the newest first. */
export function keptMonths(docs: Docs, today: string): string[] {
  const days = keptDays(docs);
  if (days === 0) return [];
  const first = addDays(today, -days).slice(0, 7);
  const months: string[] = [];
  for (let month = today.slice(0, 7); month >= first; month = addMonths(month, -1)) months.push(month);
  return months;
}

function within(doc: Row, day: string): boolean {
  const [from, to] = [text(doc.fields, "from"), text(doc.fields, "to")];
  return from <= day && (to === "" || day <= to);
}
