import { afterEach, expect, test } from "vitest";
import * as format from "./format";
import { speak, use } from "./words";

afterEach(() => {
  use("sv");
});

test("clock readings have a dot in Swedish and a colon in English", () => {
  expect(format.clock("2026-10-27T22:10+01:00")).toBe("22.10");
  expect(format.span("2026-10-27T22:00+01:00", null)).toBe("22.00–");
  expect(format.span("2026-10-27T22:00+01:00", "2026-10-28T00:00+01:00")).toBe("22.00–24.00");
  expect(format.clockOf(1440)).toBe("24.00");
  use("en");
  expect(format.clock("2026-10-27T22:10+01:00")).toBe("22:10");
});

test("a reading that came twice says which of the two it is; no other does", async () => {
  expect(format.clock("2026-10-25T02:30+02:00")).toBe("02.30 (första)");
  expect(format.clock("2026-10-25T02:30+01:00")).toBe("02.30 (andra)");
  expect(format.span("2026-10-25T02:50+02:00", "2026-10-25T02:10+01:00")).toBe("02.50 (första)–02.10 (andra)");
  expect(["2026-10-25T01:59+02:00", "2026-10-25T03:00+01:00", "2026-10-24T02:30+02:00", "2027-03-28T03:30+02:00", "nonsense"].map(format.clock)).toEqual(["01.59", "03.00", "02.30", "03.30", ""]);
  await speak("en");
  expect(format.clock("2026-10-25T02:30+01:00")).toBe("02:30 (second)");
});

test("dates", () => {
  expect(format.day("2026-10-27")).toBe("tisdag 27 oktober");
  expect(format.shortDay("2026-10-03")).toBe("lör 3");
  expect(format.weekday("2026-10-01")).toBe("tor");
  expect(format.dayMonth("2026-10-03")).toBe("3 okt");
  expect(format.capital(format.month("2026-10", true))).toBe("Oktober 2026");
  use("en");
  expect(format.day("2026-10-27")).toBe("Tuesday 27 October");
});

test("an instant of the log is shown as the clock was in Sweden", () => {
  expect(format.moment("2026-10-28T08:14:09Z")).toBe("28 okt 09.14");
  expect(format.fullMoment("2026-11-17T09:31:00Z")).toBe("tisdag 17 november, 10.31");
  expect(format.moment("nonsense")).toBe("");
});

test.each([
  [0, "0 min"],
  [12, "12 min"],
  [60, "1 h"],
  [490, "8 h 10 min"],
  [9180, "153 h"],
  [-84, "−1 h 24 min"],
])("%i minutes", (minutes, text) => {
  expect(format.hours(minutes)).toBe(text);
});

test("hours spelled out", () => {
  expect(format.spokenHours(74)).toBe("1 timme 14 minuter");
  expect(format.spokenHours(0)).toBe("0 minuter");
});

test("kronor are whole and grouped", async () => {
  expect(format.kronor(4_115_900)).toBe("41\u00a0159 kr");
  await speak("en");
  expect(format.kronor(4_115_900)).toBe("SEK 41,159");
});

test("days and months are counted by the calendar", () => {
  expect(format.daysBetween("2026-11-09", "2026-12-05")).toBe(26);
  expect(format.monthAfter("2026-12", 1)).toBe("2027-01");
  expect(format.monthAfter("2026-01", -1)).toBe("2025-12");
  expect(format.today(new Date("2026-10-31T23:30:00Z"))).toBe("2026-11-01");
});
