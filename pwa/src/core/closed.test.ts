import fc from "fast-check";
import { expect, test } from "vitest";
import type { Parked } from "./types";
import { addDays, instant, stamp } from "./time";
import { closedAt, closedFor, closedUntil, signedFor, whyWaits } from "./closed";

const rows = new Map([
  ["closed/a@2026-10", { kind: "closed", fields: { beneficiary: "a", month: "2026-10", until: "2026-10-15" } }],
  ["closed/a@2026-11", { kind: "closed", fields: { beneficiary: "a", month: "2026-11" } }], // opened again
  ["closed/b@2026-11", { kind: "closed", fields: { beneficiary: "b", month: "2026-11", until: "2026-11-01" } }],
]);

test.each([
  ["on a closed day", "a", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", "2026-10-15"],
  ["a night out of one", "a", "2026-10-15T22:00+02:00", "2026-10-16T06:00+02:00", "2026-10-15"],
  ["from midnight after it", "a", "2026-10-16T00:00+02:00", "2026-10-16T06:00+02:00", ""],
  ["at somebody else", "b", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", ""],
  ["opened again", "a", "2026-11-01T08:00+01:00", "2026-11-01T09:00+01:00", ""],
  ["a night into one", "b", "2026-10-31T22:00+01:00", "2026-11-01T06:00+01:00", "2026-11-01"],
  ["that ends as it begins", "b", "2026-10-31T22:00+01:00", "2026-11-01T00:00+01:00", ""],
  ["going on", "a", "2026-10-15T22:00+02:00", undefined, "2026-10-15"],
] as const)("%s", (_, beneficiary, start, end, until) => {
  expect(closedFor(rows, beneficiary, start, end)).toBe(until);
});

test("a row is closed exactly where its start, or some minute of it, lies in a closed day", () => {
  const first = instant("2026-10-14T00:00+02:00");
  const over = instant(`${addDays("2026-10-15", 1)}T00:00+02:00`);
  fc.assert(fc.property(fc.integer({ min: 0, max: 4 * 24 * 60 }), fc.integer({ min: 0, max: 23 * 60 }), (at, long) => {
    const start = first + at * 60_000;
    expect(closedFor(rows, "a", stamp(start), stamp(start + long * 60_000)) !== "").toBe(start < over);
  }));
});

test("why it waits is said as it is, where that is known", () => {
  const parked = (reason: string): { parked: Parked[] } => ({ parked: [{ op: "1", set: {}, reason }] });
  expect([whyWaits(parked("sealed"), "2026-10-15", false), whyWaits(parked("sealed"), "", false), whyWaits(parked("sealed"), "2026-10-15", true), whyWaits(parked("right_ended"), "", true), whyWaits(parked("restored"), "2026-10-15", true), whyWaits({ parked: [] }, "", true)])
    .toEqual(["day", "month", "signed", "left", undefined, undefined]);
  expect(closedUntil(rows, "a", "2026-12")).toBe("");
});

test("closed days are known also where one has no rows", () => {
  const more = new Map([["closed/c@2026-10", { kind: "closed", fields: { beneficiary: "c", month: "2026-10", until: "2026-10-02" } }], ...rows]);
  expect([closedAt(more, "2026-10"), closedAt(more, "2026-11"), closedAt(more, "2026-12")]).toEqual([
    [{ id: "a", until: "2026-10-15" }, { id: "c", until: "2026-10-02" }], [{ id: "b", until: "2026-11-01" }], [],
  ]);
});

test.each([
  ["approved", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", {}, true], ["complete", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", {}, true],
  ["signed", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", {}, false], ["open", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", {}, false],
  ["approved", "2026-09-30T22:00+02:00", "2026-10-01T06:00+02:00", {}, true], ["approved", "2026-09-30T22:00+02:00", "2026-10-01T00:00+02:00", {}, false],
  ["approved", "2026-11-05T08:00+01:00", "2026-11-05T12:00+01:00", {}, false], ["approved", "2026-11-05T08:00+01:00", "2026-11-05T12:00+01:00", { start: "2026-10-31T08:00+01:00" }, true],
  ["approved", "2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", { beneficiary: "b" }, true], // it stands in the signed one
  ["approved", "", "", { start: "2026-10-05T08:00+02:00" }, true],
])("a timesheet that is %s, and a row from %s to %s that would be %o", (state, start, end, set, signed) => {
  const known = new Map([["timesheet/s.a@2026-10", { kind: "timesheet", fields: { state } }]]);
  const fields = { assistant: "s", beneficiary: "a", ...(start && { start, end }) };
  expect(signedFor(known, { fields, parked: [{ op: "1", set, reason: "sealed" }] })).toBe(signed);
});
