import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, addMonths, between, byDay, clockOf, dateOf, dayLength, dayStart, instant, isDay, isMinute, resolve, stamp } from "./time";

const vectors = <T>(name: string): T[] => JSON.parse(readFileSync(new URL(`../../../care/testdata/vectors/${name}.json`, import.meta.url), "utf8")) as T[];

interface ClockVector { date: string; hour: number; minute: number; second: boolean; resolution: "plain" | "doubled" | "skipped"; instant: string }
test.each(vectors<ClockVector>("clocks"))("$date $hour.$minute is $resolution ($instant)", ({ date, hour, minute, second, resolution, instant: want }) => {
  const found = resolve(date, hour * 60 + minute);
  if (resolution === "skipped") expect(found).toEqual({ kind: "none" });
  else if (resolution === "plain") expect(found).toEqual({ kind: "one", minute: want });
  else if (found.kind === "twice") expect(second ? found.second : found.first).toBe(want);
  else expect(found.kind).toBe("twice");
});

interface MinuteVector { name: string; text: string; valid: boolean; clock?: string; date?: string }
test.each(vectors<MinuteVector>("minutes"))("$name: $text", ({ text, valid, clock, date }) => {
  expect(isMinute(text)).toBe(valid);
  if (!valid) return;
  expect(text.slice(0, 10)).toBe(date);
  expect(clockOf(text)).toBe(Number(clock?.slice(0, 2)) * 60 + Number(clock?.slice(3)));
});

interface SpanVector { name: string; start: string; end: string; minutes: number; days: { start: string; end: string; minutes: number }[] }
test.each(vectors<SpanVector>("spans"))("$name: $start to $end", ({ start, end, minutes, days }) => {
  expect(between(start, end)).toBe(minutes);
  const pieces = byDay(instant(start), instant(end));
  expect(pieces.map((p) => ({ start: stamp(p.start), end: stamp(p.end), minutes: p.minutes }))).toEqual(days);
});

test.each([["2026-10-25", 1500], ["2026-03-29", 1380], ["2026-10-24", 1440], ["2026-10-26", 1440]])("%s has %i minutes", (date, minutes) => {
  expect(dayLength(date)).toBe(minutes);
});

test("dates and months", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
  expect(dateOf(Date.parse("2026-10-31T23:30:00Z"))).toBe("2026-11-01");
});

const moment = fc.integer({ min: Date.parse("2000-06-01T00:00Z") / 60_000, max: Date.parse("2099-06-01T00:00Z") / 60_000 }).map((m) => m * 60_000);

test("what is written is read back, and its clock resolves to it", () => {
  fc.assert(fc.property(moment, (ms) => {
    const text = stamp(ms);
    const found = resolve(text.slice(0, 10), clockOf(text));
    return instant(text) === ms && isMinute(text)
      && (found.kind === "one" ? found.minute === text : found.kind === "twice" && [found.first, found.second].includes(text));
  }));
});

test("however a span is cut at midnights, no minute is lost", () => {
  fc.assert(fc.property(moment, fc.integer({ min: 0, max: 60 * 24 * 4 }), (start, minutes) => {
    const pieces = byDay(start, start + minutes * 60_000);
    return pieces.reduce((sum, p) => sum + p.minutes, 0) === minutes && pieces.every((p) => p.start >= dayStart(p.date) && dateOf(p.start) === p.date);
  }));
});

test.each([["2026-10-27", true], ["2000-01-01", true], ["2099-12-31", true], ["0026-10-27", false], ["1926-10-27", false], ["2100-01-01", false], ["12026-10-27", false], ["", false]])("%s is a day of the book's: %s", (date, is) => {
  expect(isDay(date)).toBe(is);
  if (date.length === 10) expect(isMinute(stamp(dayStart(date)))).toBe(is);
});
