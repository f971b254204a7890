import fc from "fast-check";
import { expect, test } from "vitest";
import { resolve } from "../core/time";
import { endDayOf, formOf, read } from "./times";

test("an ordinary time is one instant", () => {
  expect(read("2026-10-27", 1330, "first")).toEqual({ instant: "2026-10-27T22:10+01:00", twice: false });
});

test("half past two on the autumn night is asked about", () => {
  expect(read("2026-10-25", 150, "first")).toEqual({ instant: "2026-10-25T02:30+02:00", twice: true });
  expect(read("2026-10-25", 150, "second")).toEqual({ instant: "2026-10-25T02:30+01:00", twice: true });
});

test("half past two on the spring night never was", () => {
  expect(read("2026-03-29", 150, "first")).toEqual({ missing: "gap" });
  expect(read("2026-03-29", undefined, "first")).toEqual({ missing: "time" });
  expect(read("", 150, "first")).toEqual({ missing: "time" });
});

test("midnight at the end of a day is 24.00 of that day", () => {
  expect(formOf("2026-10-27T14:00+01:00", "2026-10-28T00:00+01:00")).toMatchObject({ day: "2026-10-27", endDay: "2026-10-27", to: 1440 });
});

test("a night shift ends on the next day", () => {
  expect(endDayOf("2026-10-27", 1320, 420)).toBe("2026-10-28");
  expect(endDayOf("2026-10-27", 420, 1320)).toBe("2026-10-27");
});

test("what a form shows is what it says", () => {
  const instant = fc.record({ day: fc.integer({ min: 1, max: 30 }), month: fc.constantFrom("03", "10"), clock: fc.integer({ min: 0, max: 1439 }), second: fc.boolean() });
  fc.assert(fc.property(instant, ({ day, month, clock, second }) => {
    const found = resolve(`2026-${month}-${String(day).padStart(2, "0")}`, clock);
    if (found.kind === "none") return;
    const written = found.kind === "one" ? found.minute : second ? found.second : found.first;
    const form = formOf(written, null);
    expect(read(form.day, form.from, form.startFold)).toMatchObject({ instant: written });
  }));
});
