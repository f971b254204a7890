import { expect, test } from "vitest";
import { stepIn, stepsOf } from "./easy";
import { open, otherwise, saidBy } from "./questions";
import type { Declared, InvoiceView } from "./view";

const stay = { from: "2026-10-19T18:30+02:00", to: "2026-10-19T20:00+02:00" };

test("what an invoice says to each question; what is left open is neither yes nor no", () => {
  const said = (declared: Declared | null) => (["activities", "hospital", "outside_eea", "all_used"] as const).map((question) => saidBy(declared, question));
  expect(said(null)).toEqual([undefined, undefined, undefined, undefined]);
  expect(said({})).toEqual([undefined, false, undefined, undefined]);
  expect(said({ activities: ["school"], hospital: [stay], outsideEEA: false, allUsed: true })).toEqual([true, true, false, true]);
  expect(said({ noActivities: true })).toEqual([false, false, undefined, undefined]);
});

test("who answers otherwise than the invoice is told so, and what is left open is never otherwise", () => {
  const view = { declaration: { hospital: [stay], noActivities: true }, invoice: { state: "opened" as const, answers: { said: { hospital: false, activities: false, outside_eea: true }, by: "a", at: "" } } };
  expect(otherwise(view)).toEqual(["hospital"]);
  expect(open(view)).toEqual(["all_used"]);
  expect(open({ invoice: { state: "opened" } })).toHaveLength(4);
});

test("the easy invoice has no screen that says nothing", () => {
  const view = { granted: null, lacks: [], found: [], mayHandOver: false } as unknown as InvoiceView;
  expect(stepsOf(view)).toEqual(["sums", "who", "send"]);
  expect(stepsOf({ ...view, granted: 1, found: [{} as never], mayHandOver: true })).toEqual(["sums", "who", "granted", "missing", "questions", "send"]);
  expect(["?steg=3", "?steg=9", "?steg=0", "?steg=x", "", "?steg=1.5"].map((search) => stepIn(search, 5))).toEqual([3, 5, 1, 1, 1, 1]);
});
