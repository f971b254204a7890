// From a document's fields to what its form shows, and back: what is to be set, or what is wrong, field by field. What it
// refuses, the server would refuse too (care/kind_*.go): said here it costs nobody a wait. Pure.

import { isMinute } from "../../core/time";
import type { Fields, Json } from "../../core/types";
import { readClock } from "../../ui/clock";
import { read } from "../times";
import { tablesOf } from "../unsocial/table";
import { isMail, readMobile, spacedMobile } from "../../reach/addresses";
import { keyOf, waysOf } from "../../reach/ways";
import { readOrganisation, readPerson, spaced, type NumberTrouble } from "./numbers";
import type { Asked, Paper } from "./papers";

/** What stands in a form's field: text as typed, a mark, several choices, or a day and a clock. */
export type Value = string | boolean | readonly string[];

/** What stands in a form, by field. */
export type Values = Readonly<Record<string, Value>>;

/** What is wrong with a field: a key of the dictionary, below "wrong.". */
export type Wrong =
  | "missing" | "choose" | "date" | "clock" | "clockNone" | "hours" | "count" | "phone" | "order" | "received" | "longPeriod" | "periodEnd" | "self" | "mail" | "mobile" | "code" | "codeTaken" | "long" | "longName" | `number.${NumberTrouble}` | `organisation.${NumberTrouble}`;

/** What a form says: the fields to set, or what is wrong by field. */
export type Checked = { readonly set: Fields } | { readonly wrong: Readonly<Record<string, Wrong>> };

/** What a form shows of a document; of a new one, what it begins with. */
export function valuesOf(paper: Paper, fields: Fields | undefined): Values {
  return Object.fromEntries(paper.fields.map((asked) => [asked.name, shown(asked, fields, paper)]));
}

function shown({ name, shape }: Asked, fields: Fields | undefined, paper: Paper): Value {
  const value = fields?.[name];
  switch (shape.as) {
    case "flag": return value === true;
    case "many": return Array.isArray(value) ? (value as readonly string[]) : [];
    case "hours": return typeof value === "number" ? hoursOf(value) : "";
    case "count": return typeof value === "number" ? String(value) : "";
    case "organisation": return typeof value === "string" ? spaced(value) : "";
    case "number": return spaced(String(fields?.["personnummer"] ?? fields?.["samordningsnummer"] ?? ""));
    case "mobile": return typeof value === "string" ? spacedMobile(value) : "";
    case "ways": return keyOf(Array.isArray(value) ? (value as readonly string[]) : undefined);
    case "moment": return typeof value === "string" ? `${value.slice(0, 10)} ${value.slice(11, 13)}.${value.slice(14, 16)}` : "";
    case "text": if ((name === "given" || name === "family") && typeof value !== "string") return half(name, String(fields?.["name"] ?? ""));
  }
  return typeof value === "string" ? value : (fields === undefined || paper.kind === "person" || name === "state" || name === "signs" || name === "rate" || name === "lang" ? (paper.begin?.[name] ?? "") : "");
}

// Of a person who is only known by the whole name.
function half(name: "given" | "family", whole: string): string {
  const space = whole.lastIndexOf(" ");
  if (space < 0) return name === "given" ? whole : "";
  return name === "given" ? whole.slice(0, space) : whole.slice(space + 1);
}

/** Minutes as a form has them: 110, or 110.30 for half an hour more. */
export function hoursOf(minutes: number): string {
  const rest = minutes % 60;
  return rest === 0 ? String(minutes / 60) : `${Math.floor(minutes / 60)}.${String(rest).padStart(2, "0")}`;
}

/** Minutes from hours as they are typed: 110, 110.30 or 110:30; undefined where they are none. */
export function minutesOf(typed: string): number | undefined {
  const parts = /^(\d{1,5})(?:[.:](\d{2}))?$/.exec(typed.trim());
  const minutes = Number(parts?.[2] ?? 0);
  return parts === null || minutes > 59 ? undefined : Number(parts[1]) * 60 + minutes;
}

/** Whether a form asks for a field, by what stands in the others. */
export function wanted({ when }: Asked, values: Values): boolean {
  if (when === undefined) return true;
  const [field, ...answers] = when;
  return answers.includes(String(values[field]));
}

/** What a form would set on a document that stands as before; nothing of what is as it was. */
export function check(paper: Paper, values: Values, before: Fields | undefined, today: string): Checked {
  const set: Record<string, Json> = {};
  const wrong: Record<string, Wrong> = {};
  for (const asked of paper.fields) {
    const said = wanted(asked, values) ? understood(asked, values[asked.name] ?? "", today) : asked.shape.as === "number" ? {} : { [asked.name]: null };
    if (typeof said === "string") wrong[asked.name] = said;
    else Object.assign(set, said);
  }
  for (const [field, trouble] of Object.entries({ ...between(paper, set), ...taken(paper, set, before) })) wrong[field] ??= trouble;
  if (Object.keys(wrong).length > 0) return { wrong };
  if (paper.kind === "person" && "given" in set) set["name"] = wholeName(set);
  return { set: Object.fromEntries(Object.entries(set).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before?.[name] ?? null) && !(value === false && before?.[name] === undefined))) };
}

// What somebody is called whole, and how long that may be, in characters: as the server has it.
const wholeName = (set: Fields): string => `${String(set["given"])} ${String(set["family"])}`;
const longestName = 120;

// One field: what it sets, or what is wrong with it.
function understood({ name, shape, required }: Asked, value: Value, today: string): Record<string, Json> | Wrong {
  if (typeof value === "boolean") return { [name]: value };
  if (typeof value !== "string") return value.length === 0 ? (required ? "choose" : { [name]: null }) : { [name]: value };
  const typed = value.trim();
  if (typed === "") {
    if (required) return shape.as === "one" || shape.as === "person" ? "choose" : "missing";
    return shape.as === "number" ? { personnummer: null, samordningsnummer: null } : { [name]: null };
  }
  switch (shape.as) {
    case "date": return isDate(typed) ? { [name]: typed } : "date";
    case "phone": return typed.replace(/\D/g, "").length >= 7 && typed.length <= 40 ? { [name]: typed } : "phone";
    case "mail": return isMail(typed) ? { [name]: typed } : "mail";
    case "mobile": {
      const number = readMobile(typed);
      return number === undefined ? "mobile" : { [name]: number };
    }
    case "ways": return { [name]: waysOf(typed) };
    case "code": return /^[\p{L}\p{N}_-]{1,20}$/u.test(typed) ? { [name]: typed } : "code";
    case "hours": {
      const minutes = minutesOf(typed);
      return minutes === undefined || minutes > 2 * 366 * 24 * 60 ? "hours" : { [name]: minutes };
    }
    case "count": return /^\d+$/.test(typed) && Number(typed) >= shape.least && Number(typed) <= shape.most ? { [name]: Number(typed) } : "count";
    case "clock": {
      const at = readClock(typed);
      return at === undefined ? "clock" : { [name]: clock(at) };
    }
    case "moment": return moment(name, typed);
    case "organisation": {
      const found = readOrganisation(typed);
      return "digits" in found ? { [name]: found.digits } : `organisation.${found.wrong}`;
    }
    case "number": {
      const found = readPerson(typed, today);
      if ("wrong" in found) return `number.${found.wrong}`;
      return { personnummer: null, samordningsnummer: null, [found.kind]: found.digits };
    }
    case "text": return [...typed].length <= shape.most ? { [name]: typed } : "long";
    default: return { [name]: typed };
  }
}

function moment(name: string, typed: string): Record<string, Json> | Wrong {
  const [day = "", time = ""] = typed.split(" ");
  if (!isDate(day)) return "date";
  const at = read(day, readClock(time), "first");
  if ("missing" in at) return at.missing === "gap" ? "clockNone" : "clock";
  return isMinute(at.instant) ? { [name]: at.instant } : "clock";
}

// What fields say together.
function between(paper: Paper, set: Fields): Record<string, Wrong> {
  const found: Record<string, Wrong> = {};
  const later = (last: string, first: string, as: Wrong): void => {
    const [a, b] = [set[first], set[last]];
    if (typeof a === "string" && typeof b === "string" && b < a) found[last] = as;
  };
  later("to", "from", "order");
  later("licence_to", "licence_from", "order");
  later("received", "sent", "received");
  const strictly = (last: string, first: string): void => {
    const [a, b] = [set[first], set[last]];
    if (typeof a === "string" && typeof b === "string" && (a.length > 16 ? Date.parse(b) <= Date.parse(a) : b <= a)) found[last] = "order";
  };
  strictly("end", "start");
  strictly("ends", "begins");
  if (paper.kind === "person" && [...wholeName(set)].length > longestName) found["family"] = "longName";
  if (paper.kind === "registration" && set["received"] && !set["sent"]) found["sent"] = "missing";
  if (set["per"] === "period") {
    const [a, b] = [set["from"], set["to"]];
    if (typeof b !== "string") found["to"] = "periodEnd";
    else if (typeof a === "string" && (Date.parse(b) - Date.parse(a)) / 86_400_000 + 1 > 184) found["to"] = "longPeriod";
  }
  for (const [one, other] of [["assistant", "beneficiary"], ["representative", "beneficiary"]] as const) if (set[one] && set[one] === set[other]) found[one] = "self";
  return found;
}

// A code that a table of unsocial hours has: those hours would be paid as work once more.
function taken(paper: Paper, set: Fields, before: Fields | undefined): Record<string, Wrong> {
  if (paper.kind !== "provider") return {};
  const codes = new Set(tablesOf(before?.["unsocial"]).flatMap(({ rules }) => rules.map(({ code }) => code)));
  return Object.fromEntries(["pay_active", "pay_waiting", "pay_standby"].filter((field) => codes.has(String(set[field]))).map((field) => [field, "codeTaken"]));
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}.${String(minutes % 60).padStart(2, "0")}`;
}

/** Whether a text is a date of the calendar. */
export function isDate(typed: string): boolean {
  const at = Date.parse(`${typed}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(typed) && typed >= "1900" && !Number.isNaN(at) && new Date(at).toISOString().startsWith(typed);
}
