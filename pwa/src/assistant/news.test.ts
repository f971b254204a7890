import { expect, test } from "vitest";
import type { Conflict, Row } from "../core/types";
import { shiftOf, type Shift } from "../core/month";
import type { Mine } from "./mine";
import { newsIn } from "./news";

const split = [{ fields: ["end"], severity: "clash", candidates: [] }] as readonly Conflict[];

const at = (rev: number, more: Partial<Row> = {}, fields: Row["fields"] = {}): Mine => {
  const row: Row = {
    ref: "shift/1", kind: "shift", id: "1", rev, by: ["anna"], conflicts: [], parked: [], status: "received", pending: [],
    fields: { assistant: "anna", beneficiary: "alva", kind: "active", start: "2026-10-27T08:00+01:00", end: "2026-10-27T12:00+01:00", ...fields }, ...more,
  };
  return { row, shift: shiftOf(row) as Shift };
};
const told = (before: Mine, now: Mine): string[] => newsIn([before], [now], "anna").map((one) => one.what);
const karin = { by: ["anna", "karin"] };

test("what another has done to one's row is news, once", () => {
  const changed = at(2, karin, { end: "2026-10-27T11:00+01:00" });
  expect(told(at(1), changed)).toEqual(["changed"]);
  expect(told(changed, changed)).toEqual([]);
  expect(told(at(1), at(2, karin, { void: true }))).toEqual(["removed"]);
  expect(told(at(1, { pending: [{}] as unknown as Row["pending"] }), at(2, { ...karin, conflicts: split, status: "needs-you" }))).toEqual(["split"]); // by one's own change, too
  expect(told(at(1, { conflicts: split, status: "needs-you" }), at(2, karin))).toEqual(["settled"]);
});

test("what one does oneself is none, here or on another device; nor is a row that is new", () => {
  expect(told(at(1), at(2))).toEqual([]);
  expect(told(at(1, { ...karin, pending: [{}] as unknown as Row["pending"] }), at(2, karin))).toEqual([]);
  expect(newsIn([], [at(2, karin)], "anna")).toEqual([]);
});
