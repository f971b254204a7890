// The registrations and the decisions as tables, as they are shown. Pure.

import { table, type Table } from "../out/table";
import { what } from "../papers/told";
import { p } from "../papers/words";
import type { DecisionLine, Registration } from "./overview";
import { q } from "./words";

type Names = (id: string) => string;

/** The decisions, a customer a line. */
export function decisionTable(lines: readonly DecisionLine[], names: Names): Table {
  return table("beslut", q("decisions.title"), lines, [
    { title: p("v.role.beneficiary"), kind: "text", of: (one) => names(one.beneficiary) },
    { title: q("state"), kind: "text", of: (one) => (one.state === "ends" ? q("decision.ends", { n: one.left }) : q(`decision.${one.state}`)) },
    { title: p("section.decision"), kind: "text", of: (one) => (one.doc ? what(one.doc, one.beneficiary, names) : undefined) },
    { title: p("f.to"), kind: "day", of: (one) => one.to || undefined },
  ]);
}

/** The registrations (3066), an engagement a line. */
export function registrationTable(rows: readonly Registration[], names: Names): Table {
  return table("anmalningar", p("section.registration"), rows, [
    { title: p("v.role.assistant"), kind: "text", of: (one) => names(one.assistant) },
    { title: p("v.role.beneficiary"), kind: "text", of: (one) => names(one.beneficiary) },
    { title: q("state"), kind: "text", of: (one) => q(`registration.${one.state}`) },
    { title: p("f.sent"), kind: "day", of: (one) => one.sent || undefined },
    { title: p("f.received"), kind: "day", of: (one) => one.received || undefined },
    { title: p("f.from"), kind: "day", of: (one) => one.from },
    { title: p("f.to"), kind: "day", of: (one) => one.to || undefined },
  ]);
}
