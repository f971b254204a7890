// Who was not reached as a table, as they are shown. Pure.

import { said } from "../../i18n";
import { table, type Table } from "../out/table";
import { reachedBy, rungKey, type Case, type Step } from "./told";
import { r } from "./words";

/** Whether a case is of nobody but the person themselves. */
export function ofThemselves({ person, beneficiary }: Case): boolean {
  return beneficiary.id === person.id || beneficiary.name === "";
}

/** How far a step came, in words without its instant: why it was passed by, or the last that is known of it. */
export function cameWords(step: Step): string | undefined {
  if (step.passed !== "") return r(`passed.${step.passed}`);
  const came = reachedBy(step);
  return came && r(came.key);
}

/** Who was not reached about what, a case a line. */
export function unreachedTable(cases: readonly Case[]): Table {
  return table<Case>("inte-nadda", r("title"), cases, [
    { title: r("col.person"), kind: "text", of: (one) => one.person.name },
    { title: r("col.phone"), kind: "text", of: (one) => one.phone || undefined },
    { title: r("col.what"), kind: "text", of: (one) => said(one.title) },
    { title: r("col.customer"), kind: "text", of: (one) => (ofThemselves(one) ? undefined : one.beneficiary.name) },
    { title: r("col.month"), kind: "text", of: (one) => one.month },
    { title: r("col.last"), kind: "day", of: (one) => one.last || undefined },
    { title: r("col.looked"), kind: "text", of: (one) => r(one.looked ? "looked" : "notLooked") },
    { title: r("col.ways"), kind: "text", of: (one) => one.steps.map((step) => [r(rungKey(step.rung)), cameWords(step)].filter(Boolean).join(": ")).join("; ") },
    { title: r("col.at"), kind: "moment", of: (one) => one.steps.at(-1)?.at },
  ]);
}
