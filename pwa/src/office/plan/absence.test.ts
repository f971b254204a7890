import { expect, test } from "vitest";
import type { Plan } from "../../core/plan";
import { instant } from "../../core/time";
import type { Row } from "../../core/types";
import { absencesIn, daysOf, leftBy } from "./absence";

const plan = (id: string, start: string, end: string, more: Partial<Plan> = {}): Plan => ({
  ref: `plan/${id}`, id, assistant: "samir", beneficiary: "alva", kind: "active", note: "", void: false, disputed: false, draft: false, start, end, ...more,
});

test("whole days are from midnight to midnight, also where a clock is changed", () => {
  expect(daysOf("2026-10-24", "2026-10-25")).toEqual({ start: "2026-10-24T00:00+02:00", end: "2026-10-26T00:00+01:00" });
  expect(daysOf("2026-10-24", "").end).toBe("");
});

test("what lies in an absence and nobody has worked is left; a plan that only meets it is not", () => {
  const plans = [
    plan("before", "2026-11-01T08:00+01:00", "2026-11-02T00:00+01:00"), plan("night", "2026-11-01T22:00+01:00", "2026-11-02T06:00+01:00"),
    plan("in", "2026-11-03T08:00+01:00", "2026-11-03T16:00+01:00"), plan("worked", "2026-11-02T08:00+01:00", "2026-11-02T16:00+01:00"),
    plan("after", "2026-11-04T00:00+01:00", "2026-11-04T08:00+01:00"), plan("other", "2026-11-03T08:00+01:00", "2026-11-03T16:00+01:00", { assistant: "tilda" }),
  ];
  const shifts = [{ ref: "shift/1", assistant: "samir", beneficiary: "alva", kind: "active" as const, start: "2026-11-02T08:00+01:00", end: "2026-11-02T12:00+01:00", note: "", void: false, plan: undefined }];
  const left = (first: string, last: string, now = "2026-11-01T20:00+01:00"): string[] => leftBy(plans, shifts as never, { assistant: "samir", ...daysOf(first, last) }, instant(now)).map((p) => p.id);
  expect(left("2026-11-02", "2026-11-03")).toEqual(["night", "in"]);
  expect(left("2026-11-03", "")).toEqual(["in", "after"]);
  // What has begun may have been worked, though this device has no row of it.
  expect(left("2026-11-02", "2026-11-03", "2026-11-02T07:00+01:00")).toEqual(["in"]);
  expect(left("2026-11-02", "2026-11-03", "2026-11-03T08:00+01:00")).toEqual([]);
});

test("an absence is told in the weeks that it touches", () => {
  const row = (id: string, fields: Record<string, unknown>): [string, Row] => [`absence/${id}`, { ref: `absence/${id}`, kind: "absence", rev: 1, fields, conflicts: [], parked: [], pending: [] } as unknown as Row];
  const docs = new Map([
    row("1", { assistant: "samir", kind: "sick", start: "2026-11-02T00:00+01:00", end: "2026-11-04T00:00+01:00" }), row("2", { assistant: "samir", kind: "child", start: "2026-10-20T00:00+02:00" }),
    row("3", { assistant: "samir", kind: "sick", start: "2026-11-02T00:00+01:00", void: true }), row("4", { assistant: "tilda", kind: "sick", start: "2026-11-02T00:00+01:00" }),
  ]);
  const refs = (from: string, to: string): string[] => absencesIn(docs, new Set(["samir"]), from, to).map((a) => a.ref);
  expect(refs("2026-11-02", "2026-11-08")).toEqual(["absence/2", "absence/1"]);
  expect(refs("2026-11-04", "2026-11-08")).toEqual(["absence/2"]);
  expect(refs("2026-10-12", "2026-10-18")).toEqual([]);
});
