import { expect, test } from "vitest";
import { viewOf } from "../core/overlay";
import { likelyEnds, usualOn } from "./usual";
import { shiftsOf, type Mine } from "./mine";

let n = 0;
const row = (start: string, end: string | null, more: object = {}) => ({ assistant: "anna", beneficiary: "alva", kind: "active", start, end, ...more });
const mine = (...rows: ReturnType<typeof row>[]): Mine[] =>
  shiftsOf(new Map(rows.map((fields) => [`shift/${++n}`, viewOf(`shift/${n}`, { doc: `shift/${n}`, rev: 1, fields }, [])])), "anna");
const said = (of: ReturnType<typeof usualOn>): string[] => of.map((u) => `${u.kind} ${u.from / 60}-${u.to / 60} ${u.beneficiary}`);

// Mondays are 5, 12, 19 and 26 October 2026; clocks go back on the 25th.
const mondays = [
  row("2026-10-05T08:00+02:00", "2026-10-05T16:00+02:00"), row("2026-10-12T08:00+02:00", "2026-10-12T16:00+02:00"),
  row("2026-10-19T22:00+02:00", "2026-10-20T00:00+02:00", { kind: "waiting" }),
];
const tuesday = row("2026-10-06T10:00+02:00", "2026-10-06T11:00+02:00");

test("what one usually works on that weekday, the most usual first, by the clock whatever the season", () => {
  expect(said(usualOn(mine(...mondays, tuesday), "2026-10-26"))).toEqual(["active 8-16 alva", "waiting 22-24 alva"]);
});

test("what is there already, removed rows, rows without end and slips are not suggested", () => {
  expect(said(usualOn(mine(...mondays, row("2026-10-26T15:00+01:00", "2026-10-26T17:00+01:00")), "2026-10-26"))).toEqual(["waiting 22-24 alva"]);
  const no = [row("2026-10-05T08:00+02:00", "2026-10-05T16:00+02:00", { void: true }), row("2026-10-12T08:00+02:00", null), row("2026-10-19T08:00+02:00", "2026-10-19T08:00+02:00"), row("2026-10-19T08:00+02:00", "2026-10-21T09:00+02:00")];
  expect(usualOn(mine(...no), "2026-10-26")).toEqual([]);
});

test("where the weekday has nothing, other days are better than none; a row beside another is free", () => {
  expect(said(usualOn(mine(tuesday), "2026-10-26"))).toEqual(["active 10-11 alva"]);
  expect(said(usualOn(mine(tuesday, row("2026-10-26T09:00+01:00", "2026-10-26T10:00+01:00")), "2026-10-26"))).toContain("active 10-11 alva");
});

test("likely ends: as planned, then as usual at that place; none that is still to come", () => {
  const all = mine(...mondays, row("2026-10-12T17:00+02:00", "2026-10-12T18:00+02:00", { beneficiary: "kim" }), row("2026-10-26T07:00+01:00", null));
  const open = all[0] as Mine;
  const late = Date.parse("2026-10-26T21:00+01:00");
  expect(likelyEnds(all, open, "2026-10-26T15:30+01:00", late)).toEqual(["2026-10-26T15:30+01:00", "2026-10-26T16:00+01:00"]);
  expect(likelyEnds(all, open, undefined, Date.parse("2026-10-26T15:59+01:00"))).toEqual([]);
});
