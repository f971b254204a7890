import { expect, test } from "vitest";
import { anew, viewOf } from "./overlay";
import type { Doc, Fields, Kept, Row } from "./types";

const start = { assistant: "anna", beneficiary: "bo", kind: "active", start: "2026-11-02T08:00+01:00", end: "2026-11-05T09:00+01:00", note: "x" };
const row = (doc: Doc | undefined, ...sets: Fields[]): Row =>
  viewOf("shift/1", doc, sets.map((set, i): Kept => ({ id: `${i}`, n: i + 1, saved: 0, op: { v: 1, id: `${i}`, doc: "shift/1", base: 0, set, at: {} }, verdict: { id: `${i}`, n: i + 1, seq: i + 1, verdict: "refused" } })));

test("a new row that was refused is corrected as a new one, with all that it said", () => {
  expect(anew(row(undefined, start), { end: "2026-11-02T09:00+01:00", note: null }, () => "2")).toEqual({
    ref: "shift/2", base: 0, set: { assistant: "anna", beneficiary: "bo", kind: "active", start: start.start, end: "2026-11-02T09:00+01:00" },
  });
  expect(anew(row(undefined, start), {}, () => "2")?.set).toEqual(start);
});

test("also where it was removed and the removal was refused with it", () => {
  expect(anew(row(undefined, start, { void: true }), { void: false }, () => "2")?.set).toEqual(start);
});

test("what the book has is changed where it is", () => {
  expect(anew(row({ doc: "shift/1", rev: 5, fields: start }, { end: "x" }), { note: "y" }, () => "2")).toBeUndefined();
  expect(anew(undefined, { note: "y" }, () => "2")).toBeUndefined();
});
