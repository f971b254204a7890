import fc from "fast-check";
import { expect, test } from "vitest";
import type { Shift } from "../../core/month";
import { across, untold } from "./across";

const shift = (ref: string, from: string, to: string | undefined, more: Partial<Shift> = {}): Shift => ({
  ref, assistant: "me", beneficiary: "b", kind: "active", note: "", plan: "", void: false, ...more,
  start: `2026-10-${from}+02:00` as Shift["start"], end: to === undefined ? undefined : (`2026-10-${to}+02:00` as Shift["end"]),
});

test.each([
  ["a minute in common", shift("a", "05T08:00", "05T12:00"), shift("b", "05T11:59", "05T13:00"), 1],
  ["one within the other, over midnight", shift("a", "05T20:00", "06T08:00"), shift("b", "06T01:00", "06T02:00"), 1],
  ["back to back", shift("a", "05T08:00", "05T12:00"), shift("b", "05T12:00", "05T13:00"), 0],
  ["one was removed", shift("a", "05T08:00", "05T12:00"), shift("b", "05T09:00", "05T13:00", { void: true }), 0],
  ["one has no end", shift("a", "05T08:00", undefined), shift("b", "05T09:00", "05T13:00"), 0],
  ["an empty one", shift("a", "05T08:00", "05T12:00"), shift("b", "05T09:00", "05T09:00"), 0],
] as const)("%s", (_, here, there, many) => {
  expect(across([here], [{ provider: "Månsken", shifts: [there] }], "2026-10")).toHaveLength(many);
  expect(across([here], [{ provider: "Månsken", shifts: [there] }], "2026-11")).toHaveLength(0);
});

test("what the server has told of a row is not said once more", () => {
  const found = across([shift("a", "05T08:00", "05T12:00"), shift("c", "06T08:00", "06T12:00")], [{ provider: "Månsken", shifts: [shift("b", "05T08:00", "06T12:00")] }], "2026-10");
  const told = (code: string, row: string) => ({ code, severity: "warns", rows: [row], message: { sv: "", en: "" }, action: { sv: "", en: "" }, source: "" }) as const;
  expect(untold(found, [told("overlap_across", "a"), told("daily_rest", "c")]).map(({ here }) => here.ref)).toEqual(["c"]);
});

test("two overlap exactly where some minute lies in both, whichever is here", () => {
  const hour = fc.tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 0, max: 6 }));
  const made = (ref: string, [at, long]: readonly [number, number]): Shift => shift(ref, `05T${String(at).padStart(2, "0")}:00`, at + long > 23 ? undefined : `05T${String(at + long).padStart(2, "0")}:00`);
  fc.assert(fc.property(hour, hour, (a, b) => {
    const hours = ([at, long]: readonly [number, number]): number[] => (at + long > 23 ? [] : Array.from({ length: long }, (_, i) => at + i));
    const both = hours(a).some((h) => hours(b).includes(h));
    const found = (x: Shift, y: Shift): number => across([x], [{ provider: "", shifts: [y] }], "2026-10").length;
    expect([found(made("a", a), made("b", b)), found(made("b", b), made("a", a))]).toEqual(both ? [1, 1] : [0, 0]);
  }));
});
