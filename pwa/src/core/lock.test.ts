import fc from "fast-check";
import { expect, test } from "vitest";
import { due, readLock, waits, type Lock } from "./lock";

const minutes = 60_000;

test.each([
  ["at once", 0, 0, true],
  ["five minutes, four gone", 5, 4 * minutes, false],
  ["five minutes, to the millisecond", 5, 5 * minutes - 1, false],
  ["five minutes gone", 5, 5 * minutes, true],
  ["an hour, a night gone", 60, 600 * minutes, true],
  ["the clock was set right by some seconds", 15, -30_000, false],
  ["the clock was set back", 15, -2 * minutes, true],
])("%s", (_, after, gone, is) => {
  expect(due({ after, credential: "x" }, 1_000_000_000, 1_000_000_000 + gone)).toBe(is);
});

test("a longer wait is never due before a shorter one", () => {
  const wait = fc.constantFrom(...waits);
  fc.assert(fc.property(wait, wait, fc.nat(), fc.nat(), (a, b, seen, now) => {
    const [short, long] = [Math.min(a, b), Math.max(a, b)];
    const is = (after: number): boolean => due({ after, credential: "x" }, seen, now);
    return !is(long) || is(short);
  }));
});

test("what was kept is read back, and anything else is no lock", () => {
  const lock: Lock = { after: 15, credential: "abc" };
  expect(readLock(JSON.stringify(lock))).toEqual(lock);
  for (const kept of [null, "", "{", "null", "[]", '{"after":5}', '{"after":"5","credential":"x"}', '{"after":5,"credential":""}']) {
    expect(readLock(kept)).toBeUndefined();
  }
});
