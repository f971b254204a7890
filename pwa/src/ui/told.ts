// Documents told in words: what a field is called, what a value says, what has happened.

import { format, t } from "../i18n";

type Set = Readonly<Record<string, unknown>>;

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

const asked = ["start", "end", "kind", "assistant", "beneficiary", "void", "note", "plan"] as const;

/** A field's name in a sentence. */
export function fieldName(field: string): string {
  const known = asked.find((name) => name === field);
  return known === undefined ? field : t(`field.${known}`);
}

/** A field's value in a sentence; names turns ids of persons into names. */
export function fieldValue(field: string, value: unknown, names: (id: string) => string): string {
  if (value === null || value === undefined || value === "") return t("field.nothing");
  switch (field) {
    case "start":
    case "end":
      return typeof value === "string" ? format.clock(value) : String(value);
    case "kind":
      return value === "active" || value === "waiting" || value === "standby" ? t(`kind.${value}`) : String(value);
    case "assistant":
    case "beneficiary":
      return names(String(value));
    case "plan": // an id says nothing to anybody
      return t("nav.plan");
    case "void":
      return value === true ? t("conflict.removed") : t("conflict.kept");
    default:
      return String(value);
  }
}

/** An answer in words: 22.10; or 14.00–22.10, Aktiv, where it says several things. */
export function answerInWords(answer: { readonly set: Set }, names: (id: string) => string): string {
  const { set } = answer;
  const parts: string[] = [];
  if ("start" in set && "end" in set) parts.push(format.span(text(set["start"]), text(set["end"])));
  else if ("start" in set) parts.push(`${t("time.from").toLocaleLowerCase("sv")} ${fieldValue("start", set["start"], names)}`);
  else if ("end" in set) parts.push(set["end"] === null ? t("time.noEnd") : fieldValue("end", set["end"], names));
  const whole = "start" in set && "beneficiary" in set;
  for (const field of asked) if (field !== "start" && field !== "end" && field in set && !(whole && (field === "beneficiary" || field === "plan"))) parts.push(fieldValue(field, set[field], names));
  return parts.join(", ") || text(set["text"]) || t("field.nothing");
}

/** What one of one's own operations says: of a whole row where it was and when, else what it changes. */
export function askedInWords(set: Set, short: (id: string) => string): string {
  const { assistant: _, beneficiary, ...rest } = set;
  const words = answerInWords({ set: rest }, short);
  return beneficiary === undefined ? words : `${short(text(beneficiary))} ${words}`;
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

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function empty(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

/** How wrong a clock was when a row was written, and both times. */
export function clockInWords({ ahead, wall }: { readonly ahead: number; readonly wall: string }): string {
  const off = t(ahead > 0 ? "clock.rowAhead" : "clock.rowBehind", { time: format.far(Math.round(ahead / 60_000)) });
  const real = new Date(Date.parse(wall) - ahead);
  return Number.isNaN(real.getTime()) ? off : `${off} ${t("clock.rowBoth", { wall: format.dated(wall), real: format.dated(real.toISOString()) })}`;
}
