import { expect, test } from "vitest";
import type { Act } from "../core/core";
import { viewOf } from "../core/overlay";
import type { Row } from "../core/types";
import { change, start, stop, undo } from "./clocking";
import { goingOn, shiftsOf, type Mine } from "./mine";

const at = (text: string): number => Date.parse(text);
const ten = at("2026-10-27T22:00+01:00");
const half = at("2026-10-27T22:30:59+01:00");

// The rows after some acts, in the way that the phone lays them over nothing.
function after(...batches: readonly (readonly Act[])[]): ReadonlyMap<string, Row> {
  const acts = batches.flat();
  const refs = [...new Set(acts.map((a) => a.ref))];
  return new Map(refs.map((ref) => [ref, viewOf(ref, undefined, acts.flatMap((act, i) => (act.ref !== ref ? [] : [{
    id: String(i), n: i + 1, saved: 0, op: { v: 1 as const, id: String(i), doc: ref, base: act.base, set: act.set, at: {} },
  }])))]));
}

const mine = (...batches: readonly (readonly Act[])[]): Mine[] => shiftsOf(after(...batches), "anna");
const told = (rows: readonly Mine[]): string[] => rows.map(({ shift: s }) => `${s.kind} ${s.start.slice(11, 16)}-${s.end?.slice(11, 16) ?? ""}${s.void ? " void" : ""}`);
const begun = start("shift/1", "anna", "alva", ten);
const now = (batches: readonly (readonly Act[])[], time: number): Mine => goingOn(mine(...batches), time) as Mine;

test("a shift begins as active time, in this minute", () => {
  expect(told(mine(begun))).toEqual(["active 22:00-"]);
});

test("a shift that begins in answer to a plan says so, and is of its kind", () => {
  expect(start("shift/1", "anna", "alva", ten, "waiting", "p")).toEqual([{ ref: "shift/1", base: 0, set: { assistant: "anna", beneficiary: "alva", kind: "waiting", start: "2026-10-27T22:00+01:00", plan: "p" } }]);
});

test("changing the kind ends one row and begins the next in the same minute", () => {
  const changed = change(now([begun], half), "shift/2", "waiting", half);
  expect(told(mine(begun, changed))).toEqual(["waiting 22:30-", "active 22:00-22:30"]);
  expect(told(mine(begun, changed, stop(now([begun, changed], half), at("2026-10-27T23:00+01:00"))))).toEqual(["waiting 22:30-23:00", "active 22:00-22:30"]);
});

test("in the minute in which it began the row itself changes", () => {
  const changed = change(now([begun], ten), "shift/2", "standby", ten + 20_000);
  expect(told(mine(begun, changed))).toEqual(["standby 22:00-"]);
});

test("the kind that it has already changes nothing", () => {
  expect(change(now([begun], half), "shift/2", "active", half)).toEqual([]);
});

test.each<[string, Act[], Mine[], string[]]>([
  ["a start", begun, [], ["active 22:00- void"]],
  ["a stop", stop(now([begun], half), half), mine(begun), ["active 22:00-"]],
  ["a change", change(now([begun], half), "shift/2", "waiting", half), mine(begun), ["waiting 22:30- void", "active 22:00-"]],
])("%s can be taken back, with a reason", (_, done, before, want) => {
  const back = undo(done, before, () => 7, "at once");
  expect(told(mine(...(done === begun ? [begun] : [begun, done]), back))).toEqual(want);
  expect(back.every((act) => act.why === "at once" && act.base === 7)).toBe(true);
});
