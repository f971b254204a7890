import { expect, test } from "vitest";
import type { Act } from "../core/core";
import { viewOf } from "../core/overlay";
import type { Row } from "../core/types";
import { ago, change, interrupted, moveOn, sincePlanned, start, stop, undo } from "./clocking";
import { goingOn, shiftsOf, todos, type Mine } from "./mine";

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

const two = at("2026-10-28T02:10+01:00");
const three = at("2026-10-28T02:40+01:00");

test("waiting is interrupted by active time and gone back to, in rows that fit minute to minute", () => {
  const rest = start("shift/1", "anna", "alva", ten, "waiting");
  const up = change(now([rest], two), "shift/2", "active", two);
  expect(interrupted(now([rest], two), mine(rest))).toBeUndefined();
  expect(interrupted(now([rest, up], three), mine(rest, up))).toBe("waiting");
  const back = change(now([rest, up], three), "shift/3", "waiting", three);
  expect(told(mine(rest, up, back))).toEqual(["waiting 02:40-", "active 02:10-02:40", "waiting 22:00-02:10"]);
  expect(todos(mine(rest, up, back), three)).toEqual([]);
  // Undone one after the other, the latest first, it is as it was.
  const once = undo(back, mine(rest, up), () => 1, "at once");
  const twice = undo(up, mine(rest), () => 1, "at once");
  expect(told(mine(rest, up, back, once)).filter((r) => !r.endsWith("void"))).toEqual(["active 02:10-", "waiting 22:00-02:10"]);
  expect(told(mine(rest, up, back, once, twice)).filter((r) => !r.endsWith("void"))).toEqual(["waiting 22:00-"]);
});

test("active time that no rest led to has nothing to go back to", () => {
  expect(interrupted(now([begun], half), mine(begun))).toBeUndefined();
  const elsewhere = [...start("shift/0", "anna", "bo", ten - 3_600_000, "waiting"), { ref: "shift/0", base: 0, set: { end: "2026-10-27T22:00+01:00" } }];
  expect(interrupted(now([elsewhere, begun], half), mine(elsewhere, begun))).toBeUndefined();
});

test("a row that goes on from a planned one answers the same plan", () => {
  const planned = begun.map((act) => ({ ...act, set: { ...act.set, plan: "p1" } }));
  expect(change(now([planned], half), "shift/2", "waiting", half)[1]?.set["plan"]).toBe("p1");
});

test("moving on to somebody else ends the one and begins the other in the same minute: no overlap, and undone together", () => {
  const moved = moveOn(now([begun], half), "shift/2", "kim", half);
  expect(mine(begun, moved).map(({ shift: s }) => [s.beneficiary, s.start.slice(11, 16), s.end?.slice(11, 16)])).toEqual([["kim", "22:30", undefined], ["alva", "22:00", "22:30"]]);
  expect(todos(mine(begun, moved), half + 60_000)).toEqual([]);
  const back = undo(moved, mine(begun), () => 1, "at once");
  expect(told(mine(begun, moved, back)).filter((r) => !r.endsWith("void"))).toEqual(["active 22:00-"]);
});

test("what began by a clock that was ahead, and has been put right, ends no earlier than it began", () => {
  const early = at("2026-10-27T21:50+01:00");
  const [of] = mine(begun) as [Mine];
  expect(stop(of, early)[0]?.set).toEqual({ end: "2026-10-27T22:00+01:00" });
  expect(change(of, "shift/2", "waiting", early)).toEqual([{ ref: "shift/1", base: 0, set: { kind: "waiting" } }]);
  expect(told(mine(begun, moveOn(of, "shift/2", "bo", early)))).toEqual(["active 22:00-", "active 22:00-22:00"]);
});

test("a start some minutes ago is that very minute, unless the row before ended later: then it begins right there", () => {
  expect(ago([], half, 20)).toEqual({ start: "2026-10-27T22:10+01:00", fits: false });
  const ended = stop(now([begun], at("2026-10-27T22:17:59+01:00")), at("2026-10-27T22:17:59+01:00"));
  expect(ago(mine(begun, ended), half, 20)).toEqual({ start: "2026-10-27T22:17+01:00", fits: true });
  expect(ago(mine(begun, ended), half, 10)).toEqual({ start: "2026-10-27T22:20+01:00", fits: false });
  const after = start("shift/2", "anna", "alva", at("2026-10-27T22:17+01:00"));
  expect(todos(mine(begun, ended, after), half)).toEqual([]); // back to back is no overlap
  const removed = undo(begun, [], () => 1, "at once");
  expect(ago(mine(begun, ended, removed), half, 20).fits).toBe(false);
});

test("whoever forgot to start began as planned, where that is past; else some minutes ago", () => {
  const minute = at("2026-10-27T22:30+01:00");
  expect(ago([], minute, sincePlanned("2026-10-27T19:00+01:00", minute, 20))).toEqual({ start: "2026-10-27T19:00+01:00", fits: false });
  expect(sincePlanned("2026-10-27T22:27+01:00", minute, 20)).toBe(3);
  for (const planned of ["2026-10-27T22:30+01:00", "2026-10-27T23:00+01:00", undefined]) expect(sincePlanned(planned, minute, 20)).toBe(20);
});

test.each([
  ["the autumn night, the first 02.30", "2026-10-25T00:30:40Z", "2026-10-25T02:30+02:00"],
  ["the autumn night, the second 02.30", "2026-10-25T01:30:40Z", "2026-10-25T02:30+01:00"],
  ["the spring night, an hour after 01.30", "2026-03-29T01:30:00Z", "2026-03-29T03:30+02:00"],
])("a tap in %s writes that very minute", (_, wall, written) => {
  expect(start("shift/1", "anna", "alva", at(wall))[0]?.set["start"]).toBe(written);
  const open = now([start("shift/1", "anna", "alva", at(wall) - 3_600_000)], at(wall));
  expect(stop(open, at(wall))[0]?.set["end"]).toBe(written);
  const twenty = ago([], at(wall), 60).start;
  expect(at(twenty)).toBe(Math.floor(at(wall) / 60_000) * 60_000 - 3_600_000);
});
