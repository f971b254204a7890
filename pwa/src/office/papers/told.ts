// A paper in two lines: what it is, and from when to when.

import { text, type Row as Doc } from "../../core/types";
import { format } from "../../i18n";
import { hoursOf } from "./form";
import { p, word } from "./words";

/** A date with its year: 3 november 2026. */
export function dated(date: string): string {
  return `${format.dayOfMonth(date)} ${date.slice(0, 4)}`;
}

/** From when to when a paper holds. */
export function period(doc: Doc): string {
  const from = text(doc.fields, "from");
  const to = text(doc.fields, "to");
  if (doc.kind === "stay") {
    const [start, end] = [text(doc.fields, "start"), text(doc.fields, "end")];
    return end ? p("fromTo", { from: moment(start), to: moment(end) }) : p("from", { day: moment(start) });
  }
  if (to === "") return p("from", { day: dated(from) });
  return p("fromTo", { from: dated(from), to: dated(to) });
}

function moment(at: string): string {
  return `${dated(at.slice(0, 10))} ${format.clock(at)}`;
}

/** What a paper is, seen from one of those whom it names. */
export function what(doc: Doc, seenFrom: string, names: (id: string) => string): string {
  const f = (name: string): string => text(doc.fields, name);
  const value = (name: string): string => word(`v.${name}.${f(name)}`);
  const other = (one: string, two: string): string => names(f(one) === seenFrom ? f(two) : f(one));
  switch (doc.kind) {
    case "membership": return [value("role"), ...(f("signs") === "no" && f("role") === "coordinator" ? [p("s.noSign")] : []), ...(doc.fields["operator"] === true ? [p("s.operator")] : [])].join(", ");
    case "engagement": return other("assistant", "beneficiary");
    case "responsibility": return other("coordinator", "beneficiary");
    case "representation": return [other("representative", "beneficiary"), value("kind")].join(", ");
    case "decision": return decision(doc);
    case "employment": return [f("employer") === "beneficiary" ? names(f("beneficiary")) : f("employer_name") || value("employer"), f("agreement") || value("regime")].join(", ");
    case "registration": return other("assistant", "beneficiary");
    case "stay": return value("kind");
    case "activity": return `${value("kind")}, ${days(doc)} ${format.dotted(f("begins").replace(".", ":"))}–${format.dotted(f("ends").replace(".", ":"))}`;
    default: return "";
  }
}

function decision({ fields }: Doc): string {
  const state = text(fields, "state");
  const granted = state === "" || state === "granted";
  const minutes = fields["minutes"];
  const per = text(fields, "per");
  const parts = [granted && typeof minutes === "number" ? p("s.hours", { hours: hoursOf(minutes), per: word(`s.${per}`) }) : word(`v.state.${state}`), word(`v.granter.${text(fields, "granter")}`)];
  if (fields["double"] === true) parts.push(p("s.double"));
  return parts.join(", ");
}

function days({ fields }: Doc): string {
  const list = fields["days"];
  return Array.isArray(list) ? (list as readonly string[]).map((day) => word(`v.days.${day}`).slice(0, 3).toLocaleLowerCase("sv")).join(", ") : "";
}

/** What more is to be seen of it: where a registration is. */
export function more(doc: Doc): string {
  if (doc.kind !== "registration") return "";
  const [sent, received] = [text(doc.fields, "sent"), text(doc.fields, "received")];
  if (sent === "") return p("s.notSent");
  return `${p("s.sent", { day: dated(sent) })}, ${received === "" ? p("s.notReceived") : p("s.received", { day: dated(received) })}`;
}
