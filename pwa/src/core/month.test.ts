import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { counted, findings, minutesOf, shiftOf, sums, touches, type Shift, type Sums } from "./month";

interface Vector {
  readonly name: string;
  readonly month: string;
  readonly shifts: readonly (Record<string, string | boolean> & { ref: string })[];
  readonly sums: Sums;
  readonly counted: { num: number; den: number };
  readonly noEnd: string[];
  readonly over24h: string[];
  readonly overlaps: { a: string; b: string }[];
}

const vectors = JSON.parse(readFileSync(new URL("../../../care/testdata/vectors/months.json", import.meta.url), "utf8")) as Vector[];
const read = ({ ref, ...fields }: Vector["shifts"][number]): Shift => shiftOf({ ref, fields }) as Shift;

test.each(vectors)("$name", (v) => {
  const shifts = v.shifts.map(read);
  expect(sums(shifts, v.month)).toEqual(v.sums);
  expect(counted(sums(shifts, v.month))).toEqual(v.counted);
  const found = findings(shifts);
  const of = (code: string): string[][] => found.filter((f) => f.code === code).map((f) => [...f.rows]).sort();
  expect(of("no_end").flat()).toEqual(v.noEnd);
  expect(of("over_24h").flat()).toEqual(v.over24h);
  expect(of("overlap")).toEqual(v.overlaps.map(({ a, b }) => [a, b]));
});

const going: Shift = { ref: "shift/1", assistant: "a", beneficiary: "b", kind: "active", start: "2026-10-31T22:00+01:00", end: undefined, note: "", plan: "", void: false };
const at = (text: string): number => Date.parse(text);

test("a shift that goes on is no finding, until a day has passed or another has begun", () => {
  expect(findings([going], at("2026-11-01T07:00+01:00"))).toEqual([]);
  expect(findings([going], at("2026-11-01T22:00+01:00"))).toEqual([{ code: "no_end", rows: ["shift/1"] }]);
  const later = { ...going, ref: "shift/2", start: "2026-11-01T06:00+01:00" };
  expect(findings([going, later], at("2026-11-01T07:00+01:00"))).toEqual([{ code: "no_end", rows: ["shift/1"] }]);
  expect(minutesOf(going, at("2026-11-01T07:00+01:00"))).toBe(540);
});

test("a row of two months is in both; one that ends at midnight is not in the next", () => {
  const over = { ...going, end: "2026-11-01T07:00+01:00" };
  expect([touches(over, "2026-10"), touches(over, "2026-11"), touches(over, "2026-09")]).toEqual([true, true, false]);
  expect(touches({ ...going, end: "2026-11-01T00:00+01:00" }, "2026-11")).toBe(false);
});

test("what is no shift is none", () => {
  expect(shiftOf({ ref: "shift/1", fields: {} })).toBeUndefined();
  expect(shiftOf({ ref: "shift/1", fields: { start: "nonsense", assistant: "a", beneficiary: "b" } })).toBeUndefined();
});
