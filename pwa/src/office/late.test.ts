import { expect, test } from "vitest";
import { changesOf, heldByDays, heldBySheet, kindInWords, placeOf, reasonOf, type Late } from "./late";

const names = (id: string): string => ({ a: "Alva Prov", s: "Samir Testberg" })[id] ?? "Någon";
const late = (doc: string, set: Late["set"], is: Late["is"] = {}, more: Partial<Late> = {}): Late => ({
  op: "1", person: "k", device: "d", name: "Karin", came: "2026-11-09T08:00:00Z", made: Object.keys(is).length > 0, beneficiary: { id: "", name: "" }, month: "", doc, set, is, ...more,
});
const said = (one: Late): string[] => changesOf(one, names).map(({ label, is, set }) => `${label}: ${is ?? ""} > ${set}`);

test.each([
  ["a decision", late("decision/1", { minutes: 1200, per: "week" }, { minutes: 35400, per: "month" }), "Beslut", ["Beviljade timmar: 590 h > 20 h", "Timmarna gäller per: Månad > Vecka"]],
  ["a declaration", late("declaration/a@2026-10", { beneficiary: "a", month: "2026-10", phone: "070", left_ore: 5000 }, { phone: "08" }), "Räkningens uppgifter", ["Telefon till den som skriver under: 08 > 070", "Kronor kvar:  > 50 kr"]],
  ["an engagement", late("engagement/1", { assistant: "s", beneficiary: "a", from: "2026-10-01" }), "Uppdrag", ["Assistent:  > Samir Testberg", "Kund:  > Alva Prov", "Från och med:  > 1 oktober 2026"]],
  ["a number stays hidden", late("identity/1", { personnummer: "••••" }, { personnummer: "••••" }), "Nummer och adress", ["En uppgift: •••• > ••••"]],
  ["a row is removed", late("shift/1", { void: true }, { void: false }), "Tid", ["Borttagningen: Raden ska vara kvar > Raden ska bort"]],
  ["an exchange", late("exchange/1", { sides: [{ plan: "p", assistant: "s", beneficiary: "a", kind: "active", start: "2026-11-05T08:00+01:00", end: "2026-11-05T16:00+01:00" }] }), "Förslag på byte av pass", ["En uppgift:  > Samir Testberg 5 nov 08.00–16.00"]],
  ["what cannot be read", late("", {}), "Något som den här servern inte kan läsa", []],
])("%s", (_, one, kind, words) => {
  expect(kindInWords(one.doc)).toBe(kind);
  expect(said(one).map((line) => line.replaceAll(/\s/g, " "))).toEqual(words);
});

test("why it waits, and where it is looked at", () => {
  expect(reasonOf({ reason: "right_ended", made: true, doc: "person/1" }, "Kim")).toMatch(/^Kim hade inte längre rätt/);
  expect(reasonOf({ reason: "sealed", made: true, doc: "declaration/a@2026-10" }, "Karin")).toBe("Karin vill ändra fast månaden är låst.");
  expect([true, false].map((made) => reasonOf({ reason: "sealed", made, doc: "shift/1", days: true }, "Kim"))).toEqual(["Kim vill ändra raden fast dagen är avslutad.", "Kim vill lägga till en rad på en dag som är avslutad."]);
  expect(reasonOf({ reason: "sealed", made: true, doc: "shift/1", days: false }, "Kim")).toBe("Kim vill ändra raden fast månaden är låst.");
  expect([true, false].map((made) => reasonOf({ reason: "sealed", made, doc: "shift/1", days: true, signed: true }, "Kim"))).toEqual(["Kim vill ändra raden fast tidsredovisningen är underskriven.", "Kim vill lägga till en rad fast tidsredovisningen är underskriven."]);
  const view = { beneficiary: { id: "a", name: "Alva" }, month: "2026-10", invoice: { state: "open" as const } };
  const sheets = new Map([["timesheet/s.a@2026-10", { fields: { state: "sent" } }]]);
  expect([heldBySheet(view, sheets, "k", "s"), heldBySheet(view, sheets, "k", undefined), heldBySheet({ ...view, month: "2026-11" }, sheets, "s"), heldBySheet({ ...view, invoice: { state: "ready" } }, sheets, "s"), heldBySheet(undefined, sheets, "s")])
    .toEqual([true, false, false, false, false]);
  const closed = { invoice: { state: "open" }, closed: "2026-10-15" };
  expect([heldByDays(closed, "2026-10-15T22:00+02:00"), heldByDays(closed, "2026-10-16T00:00+02:00", undefined), heldByDays(closed, "2026-10-16T08:00+02:00", "2026-10-01T08:00+02:00"), heldByDays({ ...closed, invoice: { state: "ready" } }, "2026-10-15T22:00+02:00"), heldByDays(undefined, "2026-10-15")])
    .toEqual([true, false, true, false, false]);
  const at = { beneficiary: { id: "a", name: "Alva" }, month: "2026-10" };
  expect([late("shift/1", {}, {}, at), late("declaration/1", {}, {}, at), late("decision/1", {}, {}, at), late("membership/1", { person: "s" }), late("person/s", {}, { name: "S" }), late("person/n", { name: "Ny" }), late("provider/p", {})].map(placeOf))
    .toEqual(["/office/a/2026-10", "/office/a/2026-10", "/office/people/a", "/office/people/s", "/office/people/s", "", "/office/provider"]);
});
