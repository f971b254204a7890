import { expect, test } from "vitest";
import { against, inWords } from "./tell";

const day = (n: number, active: number, waiting = 0) => ({ day: n, length: 1440, active, waiting, standby: 0 });

test("every day the same", () => {
  expect(inWords([day(1, 1020, 420), day(2, 1440)], "2026-10")).toBe("Alla dagar har 24 timmar.");
});

test("the usual, the least and the most", () => {
  expect(inWords([day(1, 1440), day(2, 1440), day(3, 1350), day(4, 1440), day(5, 1560)], "2026-10")).toBe(
    "Det vanligaste är 24 timmar på en dag. Minst är 22 timmar 30 minuter, 3 oktober. Mest är 26 timmar, 5 oktober.");
});

test("what is usual is not told twice", () => {
  expect(inWords([day(1, 1440), day(2, 1440), day(3, 1440), day(4, 1500)], "2026-10")).toBe("Det vanligaste är 24 timmar på en dag. Mest är 25 timmar, 4 oktober.");
});

test("a month without time", () => {
  expect(inWords([day(1, 0)], "2026-10")).toBe("Ingen dag har någon tid.");
});

test("a month against the one before, and what explains it", () => {
  const of = (num: number) => ({ num: num * 4, den: 4 });
  const told = (month: string, now: number, before: string, then: number) => against({ month, counted: of(now) }, { month: before, counted: of(then), granted: null });
  expect(told("2026-10", 34_536, "2026-09", 33_492)).toBe("Oktober är 17 h 24 min mer än september. Oktober är 1 dag längre.");
  expect(told("2026-09", 60, "2026-08", 120)).toBe("September är 1 h mindre än augusti.");
  expect(told("2026-08", 60, "2026-07", 60)).toBe("Augusti är lika mycket som juli.");
});
