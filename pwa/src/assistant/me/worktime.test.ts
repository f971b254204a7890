import fc from "fast-check";
import { expect, test } from "vitest";
import { minutesOf, type Kind, type Shift } from "../../core/month";
import { instant, stamp } from "../../core/time";
import { mondayOf, weekOf, worktime } from "./worktime";

const shift = (start: string, end: string | undefined, kind: Kind = "active"): Shift => ({
  ref: `shift/${start}`, assistant: "a", beneficiary: "b", kind, start, end, note: "", plan: "", void: false,
});

test("a night over a week's and a month's end is in both, minute by minute", () => {
  const { weeks, months, nights, longest } = worktime(
    [shift("2026-05-31T22:00+02:00", "2026-06-01T07:30+02:00"), shift("2026-06-01T08:00+02:00", "2026-06-01T09:00+02:00", "waiting")], [], "2026-06-02",
  );
  expect(weeks.map((w) => [w.from, w.minutes])).toEqual([["2026-06-01", 510], ["2026-05-25", 120]]);
  expect(months.map((m) => [m.from, m.sums])).toEqual([
    ["2026-06-01", { active: 450, waiting: 60, standby: 0 }], ["2026-05-01", { active: 120, waiting: 0, standby: 0 }],
  ]);
  expect(nights).toBe(1);
  expect(longest).toEqual({ start: "2026-05-31T22:00+02:00", minutes: 570 });
});

test("the autumn night has an hour more", () => {
  expect(worktime([shift("2026-10-24T23:00+02:00", "2026-10-25T07:00+01:00")], [], "2026-10-26").months[0]?.minutes).toBe(9 * 60);
});

test("what goes on, was removed or has no length counts nothing", () => {
  const none = worktime([
    shift("2026-06-01T08:00+02:00", undefined), { ...shift("2026-06-01T08:00+02:00", "2026-06-01T09:00+02:00"), void: true },
    shift("2026-06-01T08:00+02:00", "2026-06-01T08:00+02:00"),
  ], [], "2026-06-02");
  expect(none).toEqual({ weeks: [], ahead: [], months: [], longest: undefined, nights: 0 });
});

test("an evening is no night, and a night of long ago is not told", () => {
  const evening = shift("2026-06-01T18:00+02:00", "2026-06-02T00:00+02:00");
  const morning = shift("2026-06-02T05:00+02:00", "2026-06-02T09:00+02:00");
  const longAgo = shift("2026-03-01T00:00+01:00", "2026-03-01T04:00+01:00");
  expect(worktime([evening, morning, longAgo], [], "2026-06-03").nights).toBe(0);
});

test("planned time stands beside what was worked", () => {
  const { weeks } = worktime([shift("2026-06-01T08:00+02:00", "2026-06-01T12:00+02:00")], [{ start: "2026-06-01T08:00+02:00", end: "2026-06-01T16:00+02:00" }], "2026-06-02");
  expect(weeks[0]).toMatchObject({ minutes: 240, planned: 480 });
});

test("the week that it is comes first, also while it is empty; weeks to come stand apart, the nearest first, and push out none", () => {
  const worked = Array.from({ length: 7 }, (_, i) => shift(stamp(Date.parse("2026-06-03T08:00+02:00") - (i + 1) * 7 * 86_400_000), stamp(Date.parse("2026-06-03T12:00+02:00") - (i + 1) * 7 * 86_400_000)));
  const planned = [{ start: "2026-06-17T08:00+02:00", end: "2026-06-17T16:00+02:00" }, { start: "2026-07-01T08:00+02:00", end: "2026-07-01T10:00+02:00" }];
  const { weeks, ahead, months } = worktime(worked, planned, "2026-06-05");
  expect(weeks.map((w) => [w.from, w.minutes])).toEqual([["2026-06-01", 0], ["2026-05-25", 240], ["2026-05-18", 240], ["2026-05-11", 240], ["2026-05-04", 240], ["2026-04-27", 240]]);
  expect(ahead.map((w) => [w.from, w.minutes, w.planned])).toEqual([["2026-06-15", 0, 480], ["2026-06-29", 0, 120]]);
  expect(months[0]?.from).toBe("2026-06-01");
});

test.each([["2026-01-01", "2025-12-29", 1], ["2026-12-31", "2026-12-28", 53], ["2027-01-03", "2026-12-28", 53], ["2026-10-26", "2026-10-26", 44]])("%s is of the week from %s, number %d", (date, monday, week) => {
  expect(mondayOf(date)).toBe(monday);
  expect(weekOf(date)).toBe(week);
});

test("weeks and months have every minute once", () => {
  const begins = instant("2026-03-20T00:00+01:00") / 60_000;
  const one = fc.tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 1600 }));
  fc.assert(fc.property(fc.array(one, { maxLength: 12 }), (spans) => {
    const shifts = spans.map(([at, long]) => shift(stamp((begins + at) * 60_000), stamp((begins + at + long) * 60_000)));
    const all = shifts.reduce((sum, s) => sum + minutesOf(s), 0);
    const { weeks, months } = worktime(shifts, [], "2026-04-30");
    const sum = (of: readonly { minutes: number }[]): number => of.reduce((total, w) => total + w.minutes, 0);
    return sum(weeks) === all && sum(months) === all;
  }));
});
