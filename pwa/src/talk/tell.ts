// Talks in words: what one is about, who reads it, how it stands.

import type { About, Message, Talk } from "../core/talk";
import { text, type Row } from "../core/types";
import { format } from "../i18n";
import { s } from "./words";

/** What a talk is about: the month, a day, or a row with its times as they stand. who: whose row it is, where that is said. */
export function aboutInWords(about: About, docs: ReadonlyMap<string, Row>, who?: (id: string) => string): string {
  const day = about.day ? format.capital(format.day(about.day)) : s("about.month");
  const ref = about.shift ? `shift/${about.shift}` : about.plan ? `plan/${about.plan}` : "";
  if (ref === "") return day;
  const row = docs.get(ref);
  const start = row ? text(row.fields, "start") : "";
  const span = row && start !== "" ? format.span(start, text(row.fields, "end") || undefined) : "";
  const name = about.assistant && who ? who(about.assistant) : "";
  return name === "" ? s("about.row", { day, span }).trim() : s("about.rowOf", { name, day, span }).trim();
}

/** Who reads what is said about something, beside whoever asks. */
export function readersInWords(about: About, me: string, names: (id: string) => string, office: boolean): string {
  const who = [
    ...(about.assistant && about.assistant !== me ? [names(about.assistant)] : []),
    ...(about.beneficiary === me ? [] : [s("readers.concerned", { name: names(about.beneficiary) })]),
    ...(office ? [] : [s("readers.office")]),
  ];
  const last = who.at(-1) ?? "";
  return s("readers", { who: who.length < 2 ? last : s("and", { list: who.slice(0, -1).join(", "), last }) });
}

/** Who said something: you, or a name with what they are. */
export function authorInWords(m: Message, me: string, names: (id: string) => string): string {
  if (m.author === me) return s("me");
  const name = names(m.author);
  if (name === "") return s(`as.${m.as}`); // an assistant has no card of a representative
  return m.as === "coordinator" || m.as === "representative" ? `${name} (${s(`as.${m.as}`).toLocaleLowerCase("sv")})` : name;
}

/** What a talk begins with, in a line: its flag, or the first words. */
export function gistOf(talk: Talk): string {
  const m = talk.waits ?? talk.messages.findLast((one) => !one.taken && one.takes === "" && (one.text !== "" || one.flag));
  if (!m) return "";
  const said = m.text.length > 80 ? `${m.text.slice(0, 79)}…` : m.text;
  return m.flag ? [s(`flag.${m.flag}`), said].filter(Boolean).join(". ") : said;
}
