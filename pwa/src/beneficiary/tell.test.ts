import { expect, test } from "vitest";
import { inWords } from "./tell";

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
