import { expect, test } from "vitest";
import { unreachedTable } from "./tables";
import type { Case, Step } from "./told";

const step = (rung: string, change: Partial<Step> = {}): Step => ({ rung, at: "2026-11-03T08:00:00Z", passed: "", delivered: null, shown: null, opened: null, ...change });
const one: Case = {
  id: "1", person: { id: "b", name: "Bo" }, beneficiary: { id: "a", name: "Åsa" }, month: "2026-10", title: { sv: "Skriv under", en: "Sign" }, phone: "070-1740605", last: "2026-11-05", done: null, looked: false,
  steps: [step("push", { passed: "no_device" }), step("sms", { delivered: "2026-11-03T08:01:00Z" }), step("list", { at: "2026-11-04T08:00:00Z" })],
};

test("who was not reached, with the ways that were tried", () => {
  const { name, columns, rows } = unreachedTable([one, { ...one, person: { id: "a", name: "Åsa" }, phone: "", last: "", looked: true, steps: [] }]);
  expect(name).toBe("inte-nadda");
  expect(columns.map(({ title }) => title)).toEqual(["Vem", "Telefon", "Vad det gäller", "Kund", "Månad", "Sista dag", "Avisering", "Så har de fått veta", "Senaste försök"]);
  expect(rows).toEqual([
    ["Bo", "070-1740605", "Skriv under", "Åsa", "2026-10", "2026-11-05", "Har inte öppnat någon avisering", "Avisering till telefonen: ingen enhet tar emot; Sms: Framme; På listan Inte nådda", "2026-11-04T08:00:00Z"],
    ["Åsa", null, "Skriv under", null, "2026-10", null, "Har öppnat aviseringen", "", null],
  ]);
});
