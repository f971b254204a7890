// Documents told in words: what a field is called, what a value says.

import { format, t } from "../i18n";

type Set = Readonly<Record<string, unknown>>;

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

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** How wrong a clock was when a row was written, and both times. */
export function clockInWords({ ahead, wall }: { readonly ahead: number; readonly wall: string }): string {
  const off = t(ahead > 0 ? "clock.rowAhead" : "clock.rowBehind", { time: format.far(Math.round(ahead / 60_000)) });
  const real = new Date(Date.parse(wall) - ahead);
  return Number.isNaN(real.getTime()) ? off : `${off} ${t("clock.rowBoth", { wall: format.dated(wall), real: format.dated(real.toISOString()) })}`;
}
