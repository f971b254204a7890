import { expect, test } from "vitest";
import type { DecisionReview, MonthReview } from "./review";
import { awayTable, hoursTable, onTimeTable, tookTable, useTable } from "./tables";
import { written, type Table } from "../out/table";

const of = (n: number) => ({ num: n * 60, den: 1 });
const october: MonthReview = {
  month: "2026-10", deadline: "2026-12-05", granted: 6_000, planned: of(90), worked: of(80), forecast: null, ahead: null, sheets: { of: 3, onTime: 1, late: 1, missing: 1 },
  signed: { of: 3, median: 5, slowest: 20 }, invoices: { of: 0, median: null, slowest: null }, absent: { sick: 2 },
};
const november: MonthReview = { ...october, month: "2026-11", worked: of(11), forecast: of(33), ahead: of(12), sheets: { of: 0, onTime: 0, late: 0, missing: 0 } };
const lines = (list: Table) => list.rows.map((row) => Object.fromEntries(row.map((cell, i) => [list.columns[i]?.title, cell])));

test("hours by month: the one that goes on has a forecast of its own", () => {
  expect(lines(hoursTable([october, november]))).toEqual([
    { Månad: "oktober 2026", Beviljat: 6_000, Planerat: 5_400, Arbetat: 4_800, Prognos: null, "Prognos, varav planerat framåt": null },
    { Månad: "november 2026", Beviljat: 6_000, Planerat: 5_400, Arbetat: 660, Prognos: 1_980, "Prognos, varav planerat framåt": 720 },
  ]);
});

test("hours against decisions, with how they will do", () => {
  const one: DecisionReview = { beneficiary: { id: "a", name: "Åsa" }, per: "month", planned: of(10), use: { from: "2026-11-01", to: "2026-11-30", granted: 6_000, used: of(40), left: of(60), forecast: of(120), plannedDays: 20, through: "2026-11-10" } };
  expect(lines(useTable([one]))).toEqual([{ Kund: "Åsa", Från: "2026-11-01", Till: "2026-11-30", Beviljat: 6_000, Använt: 2_400, "Planerat framåt": 600, Prognos: 7_200, "Prognosen följer": "Prognosen följer det som är planerat.", Läge: "Prognosen är 20 h för mycket" }]);
});

test("on time, until signed, and away: what is not known is empty", () => {
  expect(lines(onTimeTable([october, november])).map((line) => [line["I tid, %"], line["I tid"], line["För sent"], line["Inte framme"], line["Alla"], line["Sista dag"]])).toEqual([[33, 1, 1, 1, 3, "2026-12-05"], [null, 0, 0, 0, 0, "2026-12-05"]]);
  expect(tookTable([october]).rows).toEqual([["oktober 2026", 5, 20, null, null]]);
  expect(awayTable([october]).rows).toEqual([["oktober 2026", 2, 0, 0]]);
});

test("names that a file may have, and a heading for each column", () => {
  for (const list of [useTable([]), hoursTable([]), onTimeTable([]), tookTable([]), awayTable([])]) {
    expect(list.name).toMatch(/^[a-z0-9-]+$/);
    expect(new Set(list.columns.map(({ title }) => title)).size).toBe(list.columns.length);
  }
});

test("a cell as a screen shows it", () => {
  expect([written("minutes", 90), written("minutes", null), written("day", "2026-12-05"), written("number", 0)]).toEqual(["1 h 30 min", "–", "5 december 2026", "0"]);
});
