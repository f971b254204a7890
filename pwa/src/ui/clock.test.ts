import { expect, test } from "vitest";
import { readClock } from "./clock";

test.each([
  ["22.10", 1330],
  ["22:10", 1330],
  ["2210", 1330],
  ["730", 450],
  ["7", 420],
  ["7.5", 425],
  [" 07.00 ", 420],
  ["24.00", 1440],
  ["0000", 0],
])("%s is a time", (typed, minutes) => {
  expect(readClock(typed)).toBe(minutes);
});

test.each(["", "25", "22.60", "24.01", "kvart över", "1.2.3", "22101"])("%s is none", (typed) => {
  expect(readClock(typed)).toBeUndefined();
});
