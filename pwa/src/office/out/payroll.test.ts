import { expect, test } from "vitest";
import { codeOf, employersOf, ofPapers, payable, stopped, type Payroll, type Stop } from "./payroll";

const sums = (active: number) => ({ active, waiting: 0, standby: 0 });
const [bo, eva] = [{ id: "bo", name: "Bo" }, { id: "eva", name: "Eva" }];
const at = (id: string) => ({ id, name: id });
const stop = (assistant: Stop["assistant"], beneficiary: string, code: Stop["code"]): Stop => ({ assistant, beneficiary: at(beneficiary), code, rows: [] });
const pay: Payroll = {
  month: "2026-10", codes: { active: "310", waiting: "", standby: "" }, assumed: { active: "ARB", waiting: "JR1", standby: "BE1" },
  employees: [{ ...bo, number: "", sums: sums(60), absence: [], unsocial: [] }, { ...eva, number: "7", sums: sums(120), absence: [], unsocial: [] }],
  stops: [stop(bo, "alva", "open"), stop(bo, "sol", "no_end")],
  others: [{ assistant: eva, beneficiary: at("alva"), employer: "self", sums: sums(0) }, { assistant: bo, beneficiary: at("alva"), employer: "beneficiary", sums: sums(1) }],
};

test("whoever is stopped anywhere stands once, and is not among those who are paid", () => {
  expect(stopped(pay).map((one) => [one.id, one.stops.map(({ code }) => code)])).toEqual([["bo", ["open", "no_end"]]]);
  expect(payable(pay).map(({ id }) => id)).toEqual(["eva"]);
  expect(payable({ ...pay, stops: [] }).map(({ id }) => id)).toEqual(["bo", "eva"]);
});

test("only time that there is, is somebody else's to pay", () => expect(employersOf(pay).map((one) => one.assistant.id)).toEqual(["bo"]));

test("the provider's own code goes before what is assumed", () => {
  expect(codeOf(pay, "active")).toBe("310");
  expect(codeOf(pay, "standby")).toBe("BE1");
});

test("a stop is seen to where it came up: in the papers, or in the month", () => {
  expect((["open", "flag", "number", "employers", "shared"] as const).map((code) => ofPapers(stop(bo, "", code)))).toEqual([false, false, true, true, true]);
});
