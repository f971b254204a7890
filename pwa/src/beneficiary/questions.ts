// The questions that the form asks each month: what the invoice says to each, and whether somebody has said otherwise.

import type { InvoiceView, Declared } from "./view";

/** The questions, in the order of the form. */
export const questions = ["activities", "hospital", "outside_eea", "all_used"] as const;
export type Question = (typeof questions)[number];

/** What an invoice says to a question; undefined where the office has left it open. */
export function saidBy(declared: Declared | null | undefined, question: Question): boolean | undefined {
  if (!declared) return undefined;
  switch (question) {
    case "activities":
      return (declared.activities ?? []).length > 0 ? true : declared.noActivities ? false : undefined;
    case "hospital":
      return (declared.hospital ?? []).length > 0;
    case "outside_eea":
      return declared.outsideEEA;
    case "all_used":
      return declared.allUsed;
  }
}

/** The questions that were answered otherwise than the invoice says. */
export function otherwise(view: Pick<InvoiceView, "declaration" | "invoice">): readonly Question[] {
  const answers = view.invoice.answers?.said ?? {};
  return questions.filter((question) => {
    const said = saidBy(view.declaration, question);
    return answers[question] !== undefined && said !== undefined && answers[question] !== said;
  });
}

/** The questions that nobody has answered yet. */
export function open(view: Pick<InvoiceView, "invoice">): readonly Question[] {
  return questions.filter((question) => view.invoice.answers?.said[question] === undefined);
}
