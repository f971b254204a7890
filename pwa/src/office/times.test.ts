import fc from "fast-check";
import { expect, test } from "vitest";
import { between, resolve } from "../core/time";
import { endDayOf, formOf, read, wrongLength } from "./times";

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

test("a year that nobody means is no day yet", () => {
  expect(read("0026-10-27", 1330, "first")).toEqual({ missing: "time" });
  expect([endDayOf("", 1320, 420), endDayOf("0026-10-27", 1320, 420)]).toEqual(["", "0026-10-27"]); // while it is typed
});

test("a row of three days is a slip, as the server has it", () => {
  const length = (start: string, end: string) => wrongLength(between(start, end));
  expect(length("2026-10-26T08:00+01:00", "2026-10-29T07:59+01:00")).toBeUndefined();
  expect(length("2026-10-26T08:00+01:00", "2026-10-29T08:00+01:00")).toBe("long");
  expect(length("2026-10-24T08:00+02:00", "2026-10-27T07:30+01:00")).toBe("long"); // an hour more, in the autumn night
  expect(length("2026-10-26T08:00+01:00", "2026-10-26T07:59+01:00")).toBe("order");
  expect([length("2026-10-26T08:00+01:00", "2026-10-26T08:00+01:00"), wrongLength(undefined)]).toEqual([undefined, undefined]);
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
