// Shift documents as the office's screens read them, and the months' rows made from them.

import type { Kind } from "../ui";
import { format, t } from "../i18n";
import type { Row } from "./types";
import { o } from "./words";

/** One person's answer in a disagreement, or an operation that waits. */
export interface Answer {
  op: string;
  person: string;
  device: string;
  set: Readonly<Record<string, unknown>>;
  at?: { wall?: string };
  why?: string;
  reason?: string;
}

/** An open disagreement; the first answer is what stands for now. */
export interface Disagreement {
  fields: readonly string[];
  severity: "clash" | "confirm";
  candidates: readonly Answer[];
}

/** A field's value as a text, or "" where it is absent. */
export function text(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

/** Whole minutes between two instants, from the instants themselves. */
export function minutesBetween(start: string, end: string): number {
  return Math.round((Date.parse(withSeconds(end)) - Date.parse(withSeconds(start))) / 60_000);
}

function withSeconds(instant: string): string {
  return `${instant.slice(0, 16)}:00${instant.slice(16)}`;
}

/** A shift's fields as a row. */
export function rowOf(ref: string, fields: Readonly<Record<string, unknown>>, name: string, conflict: boolean, parked: boolean): Row {
  const start = text(fields, "start");
  const end = text(fields, "end") || null;
  return {
    id: ref, assistant: text(fields, "assistant"), name, kind: (text(fields, "kind") || "active") as Kind, start, end,
    minutes: end && start ? minutesBetween(start, end) : 0, note: text(fields, "note"), void: fields["void"] === true, conflict, parked,
  };
}

/** Whether a row belongs to a month by the clock: some of it lies within. */
export function touches(row: Row, month: string): boolean {
  const last = row.end && row.end > row.start ? row.end : row.start;
  return row.start.slice(0, 7) === month || (last.slice(0, 7) === month && !(last.slice(8, 16) === "01T00:00" && row.start.slice(0, 7) < month)) || (row.start.slice(0, 7) < month && last.slice(0, 7) > month);
}

const asked = ["start", "end", "kind", "assistant", "beneficiary", "void", "note"] as const;

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
    case "void":
      return value === true ? t("conflict.removed") : t("conflict.kept");
    default:
      return String(value);
  }
}

/** An answer in words: 22.10; or 14.00–22.10, Aktiv, where it says several things. */
export function answerInWords(answer: Answer, names: (id: string) => string): string {
  const { set } = answer;
  const parts: string[] = [];
  if ("start" in set && "end" in set) parts.push(format.span(text(set, "start"), text(set, "end")));
  else if ("start" in set) parts.push(`${t("time.from").toLocaleLowerCase("sv")} ${fieldValue("start", set["start"], names)}`);
  else if ("end" in set) parts.push(set["end"] === null ? o("month.noEnd") : fieldValue("end", set["end"], names));
  for (const field of asked) if (field !== "start" && field !== "end" && field in set) parts.push(fieldValue(field, set[field], names));
  return parts.join(", ") || t("field.nothing");
}
