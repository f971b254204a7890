import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { shiftOf, type Shift } from "./month";
import { against, answered, planOf, plansIn, wishedAway, type Against, type Plan } from "./plan";
import type { Fields, Row } from "./types";

interface Vector {
  readonly name: string;
  readonly month: string;
  readonly now: string;
  readonly plans: readonly Fields[];
  readonly shifts: readonly Fields[];
  readonly told: Against;
}

const vectors = JSON.parse(readFileSync(new URL("../../../care/testdata/vectors/against.json", import.meta.url), "utf8")) as Vector[];
const plan = (fields: Fields): Plan => planOf({ ref: "plan/p", fields, conflicts: [] }) as Plan;
const shift = (fields: Fields, ref = "shift/s"): Shift => shiftOf({ ref, fields: { assistant: "samir", ...fields } }) as Shift;

test.each(vectors)("planned against worked: $name", (v) => {
  expect(against(v.month, v.plans.map(plan), v.shifts.map((f) => shift(f)), Date.parse(v.now))).toEqual(v.told);
});

const night = { beneficiary: "alva", kind: "waiting", start: "2026-11-05T22:00+01:00", end: "2026-11-06T06:00+01:00" };
const later = Date.parse("2026-11-06T12:00+01:00");

test.each([
  ["by a shift that names it, however short", true, [{ beneficiary: "alva", start: "2026-11-05T22:00+01:00", end: "2026-11-05T22:05+01:00", plan: "p" }]],
  ["by rows that cover half of it", true, [{ beneficiary: "alva", start: "2026-11-05T21:00+01:00", end: "2026-11-05T23:00+01:00" }, { beneficiary: "alva", start: "2026-11-06T03:00+01:00", end: "2026-11-06T06:10+01:00" }]],
  ["not by one that only reaches into it", false, [{ beneficiary: "alva", start: "2026-11-05T14:00+01:00", end: "2026-11-06T01:59+01:00" }]],
  ["not by one at somebody else", false, [{ beneficiary: "bo", start: "2026-11-05T22:00+01:00", end: "2026-11-06T06:00+01:00", plan: "p" }]],
  ["not by one that was removed", false, [{ beneficiary: "alva", start: "2026-11-05T22:00+01:00", end: "2026-11-06T06:00+01:00", plan: "p", void: true }]],
  ["by one that goes on", true, [{ beneficiary: "alva", start: "2026-11-05T22:00+01:00" }]],
  ["not by one that was forgotten long ago", false, [{ beneficiary: "alva", start: "2026-11-02T22:00+01:00" }]],
  ["not by nothing", false, []],
] as [string, boolean, Fields[]][])("a plan is answered %s: %s", (_, is, shifts) => {
  expect(answered(plan(night), shifts.map((f, i) => shift(f, `shift/${i}`)), later)).toBe(is);
});

test("what is no plan is none", () => {
  for (const fields of [{}, { ...night, beneficiary: null }, { ...night, end: null }, { ...night, end: night.start }]) expect(planOf({ ref: "plan/p", fields, conflicts: [] })).toBeUndefined();
  expect(planOf({ ref: "shift/p", fields: night, conflicts: [] })).toBeUndefined();
  expect(plan(night).assistant).toBe("");
});

test("plans come the earliest first, without those that were removed, or never taken", () => {
  const row = (id: string, fields: Fields): Row => ({ ref: `plan/${id}`, id, kind: "plan", rev: 1, fields, conflicts: [], parked: [], status: "received", pending: [] });
  const rows = [row("b", night), row("c", { ...night, void: true }), row("a", night), row("d", { ...night, start: "2026-11-05T21:00+01:00" }), { ...row("e", night), rev: 0, status: "refused" as const }];
  expect(plansIn(rows, () => true).map((p) => p.id)).toEqual(["d", "a", "b"]);
  expect(plansIn(rows, (p) => p.id === "b").map((p) => p.id)).toEqual(["b"]);
});

test("a wish to be without a plan holds while the plan is theirs and the wish is not taken back; so does the word that it was not worked", () => {
  const row = (ref: string, fields: object, status = "server", rev = 1): [string, Row] => [ref, { ref, kind: ref.split("/")[0], rev, fields, conflicts: [], status } as unknown as Row];
  const rows = new Map([
    row("plan/p", { assistant: "samir" }), row("plan/q", { assistant: "tilda" }), row("plan/r", { assistant: "samir" }),
    row("swap/1", { plan: "p", assistant: "samir" }), row("swap/2", { plan: "q", assistant: "samir" }), row("swap/3", { plan: "r", assistant: "samir", void: true }), row("swap/4", { plan: "gone", assistant: "samir" }),
    row("swap/5", { plan: "r", assistant: "samir", unworked: true }), row("swap/6", { plan: "p", assistant: "samir", unworked: true }, "refused", 0),
    row("plan/s", { assistant: "samir" }), row("swap/7", { plan: "s", assistant: "samir" }, "refused"), // what was refused is that it was taken back
  ]);
  expect([...wishedAway(rows)]).toEqual(["p", "s"]);
  expect([...wishedAway(rows, true)]).toEqual(["r"]);
});
