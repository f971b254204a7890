import fc from "fast-check";
import { expect, test } from "vitest";
import { stamp } from "../core/time";
import { goesOn, lengthOf, meant, typed, type Typed } from "./form";

const at = (h: number, m = 0): number => h * 60 + m;

test.each<[string, Typed, Partial<ReturnType<typeof meant>>]>([
  ["an ordinary day", { day: "2026-10-27", from: at(14), to: at(22, 10) }, { start: "2026-10-27T14:00+01:00", end: "2026-10-27T22:10+01:00" }],
  ["over midnight", { day: "2026-10-27", from: at(22), to: at(7) }, { end: "2026-10-28T07:00+01:00" }],
  ["until midnight", { day: "2026-10-27", from: at(22), to: 1440 }, { end: "2026-10-28T00:00+01:00" }],
  ["the same twice is a whole day", { day: "2026-10-27", from: at(7), to: at(7) }, { end: "2026-10-28T07:00+01:00" }],
  ["no end", { day: "2026-10-27", from: at(22), to: undefined }, { trouble: "to", start: "2026-10-27T22:00+01:00" }],
  ["a year that nobody means", { day: "0026-10-27", from: at(8), to: at(9) }, { trouble: "from" }],
  ["no start", { day: "2026-10-27", from: undefined, to: at(7) }, { trouble: "from" }],
  ["a start that came twice", { day: "2026-10-25", from: at(2, 30), to: at(3, 10) }, { trouble: "from-twice", fromTwice: ["2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"] }],
  ["and answered", { day: "2026-10-25", from: at(2, 30), to: at(3, 10), fromFold: "second" }, { start: "2026-10-25T02:30+01:00", end: "2026-10-25T03:10+01:00" }],
  ["an end that came twice", { day: "2026-10-25", from: at(0), to: at(2, 30) }, { trouble: "to-twice" }],
  ["02.45 to 02.15 is half an hour over the change, and nothing to ask", { day: "2026-10-25", from: at(2, 45), to: at(2, 15), fromFold: "first" }, { end: "2026-10-25T02:15+01:00" }],
  ["a time that never was", { day: "2026-03-29", from: at(2, 30), to: at(4) }, { trouble: "from-gap" }],
  ["an end that never was", { day: "2026-03-28", from: at(22), to: at(2, 30) }, { trouble: "to-gap" }],
])("%s", (_, form, want) => {
  expect(meant(form)).toMatchObject(want);
});

test("00.00 to 04.00 is five hours on the autumn night, three on the spring night", () => {
  expect(lengthOf(meant({ day: "2026-10-25", from: 0, to: at(4) }))).toBe(300);
  expect(lengthOf(meant({ day: "2026-03-29", from: 0, to: at(4) }))).toBe(180);
});

test("what stands in the form of a shift means that shift", () => {
  const day = fc.integer({ min: Date.parse("2026-01-01T00:00Z") / 60_000, max: Date.parse("2027-01-01T00:00Z") / 60_000 });
  const near = fc.integer({ min: Date.parse("2026-10-24T20:00Z") / 60_000, max: Date.parse("2026-10-25T06:00Z") / 60_000 });
  fc.assert(fc.property(fc.oneof(day, near), fc.integer({ min: 0, max: 60 * 71 }), (minute, length) => {
    const start = stamp(minute * 60_000);
    const end = stamp((minute + length) * 60_000);
    const read = meant(typed(start, end));
    expect([read.start, read.end]).toEqual([start, end]);
  }), { numRuns: 500 });
});

const long = "day-after";

test.each<[string, number, number, string | undefined]>([
  ["the end minutes before the start", at(10, 8), at(10), long],
  ["the same reading twice", at(7), at(7), long],
  ["from the morning to midnight, as 00.00", at(8), 0, long],
  ["a night", at(22), at(6), undefined],
  ["thirteen hours of night", at(18), at(7), undefined],
  ["and a minute", at(18), at(7, 1), long],
  ["sixteen hours of one day", at(6), at(22), undefined],
  ["to the end of the day, as 24.00", at(8), 1440, undefined],
])("an end that reads as before the start is asked about where the shift would be long: %s", (_, from, to, want) => {
  const read = meant({ day: "2026-10-27", from, to });
  expect(read.trouble).toBe(want);
  expect(read.end).toBeDefined(); // how long it becomes is shown
});

test("a long shift over midnight that stands in a row, or was planned, asks nothing", () => {
  expect(meant(typed("2026-10-27T08:00+01:00", "2026-10-28T08:00+01:00"))).toEqual({ start: "2026-10-27T08:00+01:00", end: "2026-10-28T08:00+01:00" });
  expect(meant({ day: "2026-10-27", from: at(18), to: at(9), days: 1 }).trouble).toBeUndefined();
});

test.each<[string, string, number | undefined, ReturnType<typeof goesOn>]>([
  ["today, nothing written", "2026-10-27", undefined, "likely"],
  ["yesterday, nothing written", "2026-10-26", undefined, "not"],
  ["yesterday evening", "2026-10-26", at(22), "likely"],
  ["yesterday morning, as a whole day and night", "2026-10-26", at(8), "hardly"],
  ["longer ago than that", "2026-10-26", at(7), "not"],
  ["this minute", "2026-10-27", at(7), "likely"],
  ["later today", "2026-10-27", at(8), "not"],
])("whether it goes on: %s", (_, day, from, want) => {
  const form = { day, from, to: undefined };
  expect(goesOn(form, meant(form), Date.parse("2026-10-27T07:00+01:00"))).toBe(want);
});
