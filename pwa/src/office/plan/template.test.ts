import fc from "fast-check";
import { expect, test } from "vitest";
import type { Plan } from "../../core/plan";
import { addDays, between } from "../../core/time";
import type { Row } from "../../core/types";
import { fits, monthsOf, rolledOut, templated, templatesOf } from "./template";
import { moved, timesOf, weekAfter, weekOf } from "./week";

const plan = (id: string, start: string, end: string, more: Partial<Plan> = {}): Plan => ({
  ref: `plan/${id}`, id, assistant: "samir", beneficiary: "alva", kind: "active", note: "", void: false, disputed: false, draft: false, start, end, ...more,
});

test("weeks become a template: days from the first Monday, times by the clock, midnight at the end of its day", () => {
  expect(templated([
    plan("a", "2026-11-02T08:00+01:00", "2026-11-02T16:00+01:00"), plan("b", "2026-11-03T22:00+01:00", "2026-11-04T06:00+01:00", { assistant: "", kind: "waiting" }),
    plan("c", "2026-11-15T20:00+01:00", "2026-11-16T00:00+01:00", { note: "nyckel" }), plan("d", "2026-11-16T08:00+01:00", "2026-11-16T09:00+01:00"), plan("e", "2026-11-01T08:00+01:00", "2026-11-01T09:00+01:00"),
  ], "2026-W45", 2)).toEqual([
    { assistant: "samir", kind: "active", day: 0, begins: "08.00", last: 0, ends: "16.00" },
    { kind: "waiting", day: 1, begins: "22.00", last: 2, ends: "06.00" },
    { assistant: "samir", kind: "active", day: 13, begins: "20.00", last: 13, ends: "24.00", note: "nyckel" },
  ]);
});

test("rolled out it is added to what is free, and again it adds nothing", () => {
  const template = { weeks: 1, plans: templated([plan("a", "2026-11-02T08:00+01:00", "2026-11-02T16:00+01:00"), plan("b", "2026-11-03T22:00+01:00", "2026-11-04T06:00+01:00")], "2026-W45", 1) };
  const there = [plan("x", "2026-11-16T15:00+01:00", "2026-11-16T18:00+01:00")];
  const out = rolledOut(template, "2026-W46", 2, there);
  expect(out.plans.map((p) => `${p.start} ${p.end}`)).toEqual(["2026-11-09T08:00+01:00 2026-11-09T16:00+01:00", "2026-11-10T22:00+01:00 2026-11-11T06:00+01:00", "2026-11-17T22:00+01:00 2026-11-18T06:00+01:00"]);
  expect(out.left).toEqual([{ date: "2026-11-16", begins: "08.00", ends: "16.00", by: there[0] }]);
  const again = rolledOut(template, "2026-W46", 2, [...there, ...out.plans.map((p, i) => plan(`n${i}`, p.start, p.end))]);
  expect(again.plans).toEqual([]);
  expect(again.left.length).toBe(4);
});

test("a time that the spring night lacks is left out, and an autumn night gets no shorter", () => {
  const night = { kind: "active" as const, day: 6, begins: "02.30", last: 6, ends: "06.00" };
  expect(rolledOut({ weeks: 1, plans: [night] }, "2027-W12", 1, []).left).toEqual([{ date: "2027-03-28", begins: "02.30", ends: "06.00" }]);
  expect(rolledOut({ weeks: 1, plans: [{ ...night, begins: "00.00", ends: "02.30" }] }, "2026-W43", 1, []).plans.map((p) => between(p.start, p.end))).toEqual([210]);
});

test("where one plan relieves another in the hour that comes twice, they meet and do not overlap", () => {
  const plans = [plan("a", "2026-11-07T22:00+01:00", "2026-11-08T02:00+01:00"), plan("b", "2026-11-08T02:00+01:00", "2026-11-08T06:00+01:00", { assistant: "tilda" }), plan("c", "2026-11-08T06:00+01:00", "2026-11-08T07:00+01:00")];
  const out = rolledOut({ weeks: 1, plans: templated(plans, "2026-W45", 1) }, "2026-W43", 1, []).plans;
  expect(out.map((p) => `${p.start} ${p.end}`)).toEqual(["2026-10-24T22:00+02:00 2026-10-25T02:00+01:00", "2026-10-25T02:00+01:00 2026-10-25T06:00+01:00", "2026-10-25T06:00+01:00 2026-10-25T07:00+01:00"]);
  // One that begins then, and relieves nobody, gets no shorter.
  expect(rolledOut({ weeks: 1, plans: templated(plans.slice(1), "2026-W45", 1) }, "2026-W43", 1, []).plans[0]?.start).toBe("2026-10-25T02:00+02:00");
});

test("a week rolled out on a later one is that week moved", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 60 }), (n, from, to, weeks) => {
    const date = addDays("2026-01-05", n);
    const { start, end } = timesOf(date, from, to);
    if (!start || !end || start === "gap" || end === "gap") return;
    const one = plan("a", start, end);
    const later = moved(one, 7 * weeks);
    const out = rolledOut({ weeks: 1, plans: templated([one], weekOf(date), 1) }, weekAfter(weekOf(date), weeks), 1, []);
    // On a night on which the clock shows a time twice only the plan itself knows which it was.
    if (out.plans[0] && later && ![one.start, one.end, later.start, later.end].some((m) => /-10-\d\dT02/.test(m))) expect([out.plans[0].start, out.plans[0].end]).toEqual([later.start, later.end]);
    else if (!later) expect(out.plans).toEqual([]);
  }));
});

test("a customer's templates are read by name, without those that were removed", () => {
  const row = (id: string, fields: Record<string, unknown>): [string, Row] => [`template/${id}`, { ref: `template/${id}`, kind: "template", rev: 1, fields, conflicts: [], parked: [], pending: [] } as unknown as Row];
  const docs = new Map([row("1", { beneficiary: "alva", name: "Sommar", weeks: 2, plans: [] }), row("2", { beneficiary: "alva", name: "Höst", weeks: 1, plans: [] }), row("3", { beneficiary: "bo", name: "X", weeks: 1, plans: [] }), row("4", { beneficiary: "alva", name: "Y", weeks: 1, plans: [], void: true })]);
  expect(templatesOf(docs, "alva").map((t) => t.name)).toEqual(["Höst", "Sommar"]);
});

test("the months of a roll-out are those of its days and the one after", () => {
  expect(monthsOf("2026-W44", 1)).toEqual(["2026-10", "2026-11"]);
  expect(monthsOf("2026-W46", 8)).toEqual(["2026-11", "2026-12", "2027-01"]);
});

test("eight weeks of four a day are a template; what an operation does not hold is none", () => {
  const one = { assistant: "018cc3d2-7980-74d8-89d0-3d308f96da3c", kind: "waiting" as const, day: 50, begins: "22.00", last: 51, ends: "06.00" };
  expect(fits(Array.from({ length: 8 * 7 * 4 }, () => one))).toBe(true);
  expect(fits(Array.from({ length: 8 * 7 * 5 }, () => one))).toBe(false);
  expect(fits(Array.from({ length: 8 * 7 * 4 }, () => ({ ...one, note: "å".repeat(20) })))).toBe(false);
});
