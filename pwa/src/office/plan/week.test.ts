import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../../core/plan";
import { addDays, clockOf } from "../../core/time";
import { clashes, copied, datesOf, moved, numberOf, timesOf, weekAfter, weekOf } from "./week";

const plan = (id: string, start: string, end: string, more: Partial<Plan> = {}): Plan => ({
  ref: `plan/${id}`, id, assistant: "samir", beneficiary: "alva", kind: "active", note: "", void: false, disputed: false, draft: false, start, end, ...more,
});

test.each([
  ["2026-11-28", "2026-W48"], ["2026-11-30", "2026-W49"], ["2026-12-31", "2026-W53"], ["2027-01-03", "2026-W53"], ["2027-01-04", "2027-W01"],
  ["2024-12-30", "2025-W01"], ["2026-01-01", "2026-W01"], ["2023-01-01", "2022-W52"],
])("%s lies in %s", (date, week) => {
  expect(weekOf(date)).toBe(week);
  expect(datesOf(week)).toContain(date);
});

test("every date is in the week of its seven dates, which begin on a Monday and are one after the other", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
    const date = addDays("2020-01-01", n);
    const dates = datesOf(weekOf(date));
    expect(dates.length).toBe(7);
    expect(dates).toContain(date);
    expect(new Date(`${dates[0]}T12:00:00Z`).getUTCDay()).toBe(1);
    expect(datesOf(weekAfter(weekOf(date), 1))[0]).toBe(addDays(dates[0] ?? "", 7));
  }));
});

test("what is no week has no dates", () => {
  for (const week of ["", "2026-W00", "2026-W54", "2025-W53", "2026-49", "nonsense"]) expect(datesOf(week)).toEqual([]);
  expect(numberOf("2026-W07")).toBe(7);
});

test.each([
  ["an ordinary night", "2026-11-02T22:00+01:00", "2026-11-03T06:00+01:00", "2026-11-09T22:00+01:00", "2026-11-10T06:00+01:00"],
  ["into the night of 25 hours", "2026-10-17T22:00+02:00", "2026-10-18T06:00+02:00", "2026-10-24T22:00+02:00", "2026-10-25T06:00+01:00"],
  ["out of the night of 25 hours", "2026-10-24T22:00+02:00", "2026-10-25T06:00+01:00", "2026-10-31T22:00+01:00", "2026-11-01T06:00+01:00"],
  ["into the night of 23 hours", "2027-03-20T22:00+01:00", "2027-03-21T06:00+01:00", "2027-03-27T22:00+01:00", "2027-03-28T06:00+02:00"],
  ["until midnight", "2026-11-02T22:00+01:00", "2026-11-03T00:00+01:00", "2026-11-09T22:00+01:00", "2026-11-10T00:00+01:00"],
  ["into the doubled hour: the whole of it", "2026-10-18T02:15+02:00", "2026-10-18T02:45+02:00", "2026-10-25T02:15+02:00", "2026-10-25T02:45+01:00"],
])("a week on, by the clock: %s", (_, start, end, newStart, newEnd) => {
  expect(moved({ start, end }, 7)).toEqual({ start: newStart, end: newEnd });
});

test("a time that the spring night lacks cannot be moved there", () => {
  expect(moved({ start: "2027-03-21T02:30+01:00", end: "2027-03-21T06:00+01:00" }, 7)).toBeUndefined();
});

test("clock readings stay as they are, wherever a plan is moved", () => {
  fc.assert(fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }), (days, from, length) => {
    const { start, end } = timesOf("2026-10-20", from, (from + length) % 1440);
    if (start === undefined || start === "gap" || end === undefined || end === "gap") return;
    const to = moved({ start, end }, days);
    if (to) expect([clockOf(to.start), clockOf(to.end), to.start.slice(0, 10)]).toEqual([clockOf(start), clockOf(end), addDays("2026-10-20", days)]);
  }));
});

test("copying leaves out what lies over something, and copying again copies nothing", () => {
  const week = [
    plan("a", "2026-11-02T08:00+01:00", "2026-11-02T12:00+01:00"),
    plan("double", "2026-11-02T08:00+01:00", "2026-11-02T12:00+01:00", { assistant: "tilda" }),
    plan("b", "2026-11-03T08:00+01:00", "2026-11-03T12:00+01:00", { assistant: "" }),
  ];
  const once = copied(week, []);
  expect(once.plans.map((p) => p.start)).toEqual(["2026-11-09T08:00+01:00", "2026-11-09T08:00+01:00", "2026-11-10T08:00+01:00"]);
  expect(once.skipped).toEqual([]);
  const again = copied(week, once.plans);
  expect(again.plans).toEqual([]);
  expect(again.skipped.map((s) => s.why)).toEqual(["taken", "taken", "taken"]);
  const beside = copied(week, [plan("c", "2026-11-10T12:00+01:00", "2026-11-10T13:00+01:00"), plan("d", "2026-11-09T11:59+01:00", "2026-11-09T13:00+01:00")]);
  expect(beside.plans.map((p) => p.id)).toEqual(["b"]);
  expect(copied([plan("gap", "2027-03-21T02:30+01:00", "2027-03-21T06:00+01:00")], []).skipped.map((s) => s.why)).toEqual(["gap"]);
});

test("copied into the night of 25 hours, plans that relieve each other in the doubled hour meet", () => {
  const week = [plan("a", "2026-10-17T22:00+02:00", "2026-10-18T02:00+02:00"), plan("b", "2026-10-18T02:00+02:00", "2026-10-18T06:00+02:00", { assistant: "tilda" })];
  expect(copied(week, []).plans.map((p) => `${p.start} ${p.end}`)).toEqual(["2026-10-24T22:00+02:00 2026-10-25T02:00+01:00", "2026-10-25T02:00+01:00 2026-10-25T06:00+01:00"]);
  expect(copied(week.slice(1), []).plans[0]?.start).toBe("2026-10-25T02:00+02:00");
});

test("one assistant in two places is a clash, told at both; back to back, vacant, others are none", () => {
  const plans = [
    plan("a", "2026-11-02T08:00+01:00", "2026-11-02T12:00+01:00"),
    plan("b", "2026-11-02T11:00+01:00", "2026-11-02T14:00+01:00", { beneficiary: "bo" }),
    plan("c", "2026-11-02T14:00+01:00", "2026-11-02T15:00+01:00"),
    plan("d", "2026-11-02T08:00+01:00", "2026-11-02T15:00+01:00", { assistant: "tilda" }),
    plan("e", "2026-11-02T08:00+01:00", "2026-11-02T15:00+01:00", { assistant: "" }),
    plan("f", "2026-11-02T08:00+01:00", "2026-11-02T15:00+01:00", { void: true }),
  ];
  expect([...clashes(plans)].map(([id, others]) => [id, others.map((o) => o.id)]).sort()).toEqual([["a", ["b"]], ["b", ["a"]]]);
});

test("a form's end is the next day's where the clock has passed midnight", () => {
  expect(timesOf("2026-11-02", 480, 720)).toEqual({ start: "2026-11-02T08:00+01:00", end: "2026-11-02T12:00+01:00" });
  expect(timesOf("2026-11-02", 1320, 360)).toEqual({ start: "2026-11-02T22:00+01:00", end: "2026-11-03T06:00+01:00" });
  expect(timesOf("2026-11-02", 480, 480)).toEqual({ start: "2026-11-02T08:00+01:00", end: "2026-11-03T08:00+01:00" });
  expect(timesOf("2026-11-02", 1320, 1440)).toEqual({ start: "2026-11-02T22:00+01:00", end: "2026-11-03T00:00+01:00" });
  expect(timesOf("2027-03-28", 150, 360)).toEqual({ start: "gap", end: "2027-03-28T06:00+02:00" });
  expect(timesOf("", 480, 720)).toEqual({ start: undefined, end: undefined });
  expect(timesOf("0026-11-02", 480, 720)).toEqual({ start: undefined, end: undefined });
  expect(timesOf("2026-11-02", 480, undefined)).toEqual({ start: "2026-11-02T08:00+01:00", end: undefined });
});
