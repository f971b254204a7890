import { expect, test } from "vitest";
import type { LedgerLine } from "../MonthTables";
import type { Customer } from "../types";
import { board, people, rows } from "./lists";

const customer: Customer = {
  beneficiary: { id: "a", name: "Åsa" }, rows: 3, open: 0, stops: 1, warns: 2, ore: 12_345, sums: { active: 61, waiting: 0, standby: 5 },
  sheets: { of: 3, missing: 1, anew: 0, who: [], approve: 0, print: 0, send: 1, sent: 0, uncertain: 0, held: 0, rejected: 0, received: 1 }, stages: {},
  next: { code: "fix", who: "office", message: { sv: "Rätta", en: "Correct" } }, state: "handed_over", hash: "",
};

const of = (table: { columns: readonly { title: string; kind: string }[]; rows: readonly (readonly unknown[])[] }) => table.rows.map((row) => Object.fromEntries(row.map((cell, i) => [table.columns[i]?.title, cell])));

test("the board, a customer a line", () => {
  const list = board([customer], "2026-10");
  expect(list.name).toBe("manaden-2026-10");
  expect(of(list)).toEqual([{
    Kund: "Åsa", "Nästa steg": "Rätta", Aktiv: 61, Väntetid: 0, Beredskap: 5, Summa: 66, Rader: 3, "Måste rättas": 1, "Att titta på": 2,
    Tidsredovisningar: 3, Underskrivna: 2, "Hos Försäkringskassan": 1, Räkningen: "Skickad", "Värd, kr": null, "Kan utebli, kr": 12_345,
  }]);
});

test("rows: one that goes on has no end and no length, one that is removed no length", () => {
  const line: LedgerLine = { id: "shift/1", assistant: "b", name: "Bo", kind: "active", start: "2026-10-05T22:00+02:00", end: null, minutes: 0, waiting: false };
  const [going, gone] = of(rows([line, { ...line, end: "2026-10-06T06:00+02:00", minutes: 480, void: true, note: "=1" }], "2026-10"));
  expect(going).toMatchObject({ Assistent: "Bo", Dag: "2026-10-05", Från: "2026-10-05T22:00+02:00", Till: null, Längd: null, Läge: null });
  expect(gone).toMatchObject({ Till: "2026-10-06T06:00+02:00", Längd: null, Läge: "Borttagen", Anteckning: "=1" });
});

test("people, with their phones", () => {
  const docs = new Map([["person/b", { ref: "person/b", kind: "person", id: "b", rev: 1, fields: { name: "Bo", phone: "070-1740605" }, conflicts: [], parked: [], status: "received" as const, pending: [] }]]);
  expect(of(people([{ id: "b", name: "Bo", role: "assistant" }, { id: "c", name: "Eva", role: "past" }], docs))).toEqual([
    { Namn: "Bo", Roll: "Assistenter", Telefon: "070-1740605" }, { Namn: "Eva", Roll: "Har slutat", Telefon: "" },
  ]);
});
