// What has happened to a document, told in words.

import { format, t } from "../i18n";
import { fieldName, fieldValue } from "./told";

/** One entry of a document's history, as the server tells it. */
export interface Entry {
  seq: number;
  at: string;
  person?: string;
  verdict?: string;
  why?: string;
  /** The command's name, where it was one. */
  name?: string;
  op?: { why?: string; at?: { wall?: string; offset?: number } } | null;
  changes?: readonly { field: string; from?: unknown; to?: unknown }[] | null;
}

/** An entry as sentences: who, what from, what to, and how it went. */
export function inWords(entry: Entry, names: (id: string) => string): string[] {
  const who = entry.person ? names(entry.person) : t("app.name");
  const changes = entry.changes ?? [];
  const told: string[] = [];
  const made = changes.some((c) => c.field === "start" && empty(c.from)) && changes.some((c) => c.field === "assistant");
  if (made) {
    const to = (field: string): unknown => changes.find((c) => c.field === field)?.to;
    const start = to("start");
    const end = to("end");
    const span = typeof start === "string" ? format.span(start, typeof end === "string" ? end : null) : "";
    told.push(t("history.made", { who, what: `${span} ${fieldValue("kind", to("kind"), names).toLocaleLowerCase("sv")}` }));
  } else {
    for (const { field, from, to } of changes) {
      const words = { who, field: fieldName(field), from: fieldValue(field, from, names), to: fieldValue(field, to, names) };
      if (field === "void") told.push(t(to === true ? "history.voided" : "history.restored", words));
      else if (empty(from)) told.push(t("history.set", words));
      else if (empty(to)) told.push(t("history.cleared", words));
      else told.push(t("history.changed", words));
    }
  }
  if (entry.name === "parked.decline") return [t("history.declined", { who })];
  if (entry.name === "parked.apply") return [t("history.applied", { who }), ...told];
  if (entry.name === "parked.upgrade") return [t("history.upgraded"), ...told];
  if (entry.name === "parked.restored") return [t("history.reconsidered"), ...told];
  if (told.length === 0) told.push(t("history.tried", { who }));
  const written = writtenBefore(entry);
  if (written !== undefined) told.push(t("history.written", { when: format.moment(written) }));
  if (entry.verdict === "conflict") told.push(t("history.conflict"));
  if (entry.verdict === "parked") told.push(t("history.parked"));
  if (entry.verdict === "refused") told.push(t("history.refused"));
  return told;
}

/** Milliseconds that a change may take to arrive before it is said that it was written earlier. */
const prompt = 5 * 60_000;

// When a change was written, by a clock that is put right as far as it was known to be wrong; undefined where it came at once.
function writtenBefore({ at, op }: Entry): string | undefined {
  const written = Date.parse(op?.at?.wall ?? "") - (op?.at?.offset ?? 0);
  return Date.parse(at) - written > prompt ? new Date(written).toISOString() : undefined;
}

function empty(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}
