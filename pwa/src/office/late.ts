// A change that waits for the office, of any kind of document, in words.

import { format, t } from "../i18n";
import { fieldName, fieldValue } from "../ui/told";
import { sheetSigned } from "../core/signed";
import type { Row } from "../core/types";
import { text, type Answer } from "./doc";
import { hoursOf } from "./papers/form";
import { word } from "./papers/words";
import type { MonthView, Named } from "./types";
import { o } from "./words";

/** A change that waits, with what stands now, as the server tells it. */
export interface Late extends Answer {
  /** kind/id; empty for one that this server cannot read. */
  doc: string;
  name: string;
  /** When it came. */
  came: string;
  is: Readonly<Record<string, unknown>>;
  /** Else the change would make the document. */
  made: boolean;
  beneficiary: Named;
  month: string;
  /** A closed day holds it, and no locked month. Absent from servers of before. */
  days?: boolean;
  /** A signed timesheet holds it, and no locked month. Absent from servers of before. */
  signed?: boolean;
}

const kinds = [
  "shift", "plan", "declaration", "person", "identity", "membership", "engagement", "representation", "decision", "employment", "registration", "stay", "activity", "provider", "responsibility", "message", "observation", "daynote", "template", "absence", "offer", "exchange", "reply", "swap",
] as const;

/** What kind of thing a document is, in words. */
export function kindInWords(doc: string): string {
  const kind = kinds.find((known) => doc.startsWith(`${known}/`));
  return o(kind === undefined ? "late.kind.unknown" : `late.kind.${kind}`);
}

/** A field as its form calls it. */
function labelOf(kind: string, field: string): string {
  if (kind === "declaration") return field === "phone" ? o("declare.phone") : field === "all_used" ? o("declare.used") : field === "left_ore" ? o("declare.left") : field === "abroad" ? o("declare.abroad") : field === "activities" ? o("declare.activities") : field === "cost_minutes" ? o("declare.hours") : field.startsWith("cost_") ? o("declare.costs") : o("late.field");
  if (kind === "shift" || kind === "plan") return format.capital(fieldName(field));
  return word(`f.${field}`) || o("late.field");
}

/** A value as one reads it. */
function valueOf(field: string, value: unknown, names: (id: string) => string): string {
  if (value === null || value === undefined || value === "") return t("field.nothing");
  if (typeof value === "boolean") return field === "void" ? fieldValue(field, value, names) : o(value ? "declare.yes" : "declare.no");
  if (Array.isArray(value)) return value.map((one) => valueOf(field, one, names)).join(", ");
  if (typeof value === "number") return field.endsWith("_ore") || field.startsWith("cost_") && field !== "cost_minutes" ? format.kronor(value) : field === "minutes" || field === "cost_minutes" ? `${hoursOf(value)} h` : String(value);
  if (typeof value === "object" && "start" in value && "end" in value) { // a side of an exchange
    const { assistant, start, end } = value as Readonly<Record<string, unknown>>;
    return `${names(String(assistant))} ${format.dayMonth(String(start))} ${format.span(String(start), String(end))}`;
  }
  if (typeof value !== "string") return t("field.nothing");
  if (field === "start" || field === "end") return `${format.dayMonth(value)} ${format.clock(value)}`;
  if (field === "person" || field === "coordinator" || field === "representative" || field === "assistant" || field === "beneficiary") return names(value);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return `${format.dayOfMonth(value)} ${value.slice(0, 4)}`;
  return word(`v.${field}.${value}`) || fieldValue(field, value, names);
}

/** One field that a change is about. */
export interface Changed {
  readonly label: string;
  /** As it stands; undefined where it is not set. */
  readonly is: string | undefined;
  readonly set: string;
}

/** What a change says, field by field; what it is of stands apart. */
export function changesOf({ doc, set, is, made }: Pick<Late, "doc" | "set" | "is" | "made">, names: (id: string) => string): Changed[] {
  const [kind = ""] = doc.split("/");
  return Object.keys(set)
    .filter((field) => kind !== "declaration" || field !== "beneficiary" && field !== "month")
    .map((field) => ({ label: labelOf(kind, field), is: made && field in is ? valueOf(field, is[field], names) : undefined, set: valueOf(field, set[field], names) }));
}

/** Why it waits, in words. */
export function reasonOf({ reason, made, doc, days, signed }: Pick<Late, "reason" | "made" | "doc" | "days" | "signed">, who: string): string {
  if (reason === "right_ended") return o("parked.left", { who });
  if (reason === "right_moved") return o("parked.moved", { who });
  if (reason === "newer_version") return o("parked.version");
  if (reason === "restored") return o("parked.restored");
  if (!doc.startsWith("shift/")) return o("late.sealed", { who });
  if (signed) return o(made ? "parked.signed" : "parked.signedNew", { who });
  return o(days ? (made ? "parked.day" : "parked.dayNew") : made ? "parked.what" : "parked.new", { who });
}

/** Whether a closed day of an open month, or a locked one, holds a row that waits: as it stands, or as it would become. */
export function heldByDays(view: { invoice: { state: string }; closed?: string } | undefined, ...starts: readonly unknown[]): boolean {
  const { closed } = view ?? {};
  return view?.invoice.state === "open" && closed !== undefined && starts.some((start) => typeof start === "string" && start !== "" && start.slice(0, 10) <= closed);
}

/** Whether a signed timesheet holds a row that waits, at a customer whose month is open. */
export function heldBySheet(view: Pick<MonthView, "beneficiary" | "month" | "invoice"> | undefined, docs: ReadonlyMap<string, Pick<Row, "fields">>, ...assistants: readonly unknown[]): boolean {
  return view?.invoice.state === "open" && assistants.some((id) => typeof id === "string" && sheetSigned(docs, id, view.beneficiary.id, view.month));
}

/** Where the thing is looked at; "" where that is nowhere. */
export function placeOf({ doc, beneficiary, month, set, is }: Late): string {
  const [kind = "", id = ""] = doc.split("/");
  if ((kind === "shift" || kind === "declaration") && beneficiary.id && month) return `/office/${beneficiary.id}/${month}`;
  if (kind === "provider") return "/office/provider";
  if (kind === "person") return Object.keys(is).length > 0 ? `/office/people/${id}` : "";
  const who = text({ ...is, ...set }, "person") || beneficiary.id || text({ ...is, ...set }, "assistant");
  return who ? `/office/people/${who}` : "";
}
