import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Shift } from "../core/month";
import { answered, type Plan } from "../core/plan";
import type { Row } from "../core/types";
import type { Mine } from "./mine";
import { asPlanned, coming, meets, notWorked, plannedNow, plannedOf, plansOf, stays, unanswered, unlinked } from "./plans";

const plan = (id: string, start: string, end: string, beneficiary = "alva"): Plan => ({
  ref: `plan/${id}`, id, assistant: "samir", beneficiary, kind: id === "rest" ? "waiting" : "active", note: "", void: false, disputed: false, draft: false, start: `2026-11-${start}+01:00`, end: `2026-11-${end}+01:00`,
});
const shift = (start: string, end: string | undefined, more: Partial<Shift> = {}): Shift => ({
  ref: "shift/s", assistant: "samir", beneficiary: "alva", kind: "active", note: "", plan: "", void: false, start: `2026-11-${start}+01:00`, end: end && `2026-11-${end}+01:00`, ...more,
});
const at = (text: string): number => Date.parse(`2026-11-${text}+01:00`);
const night = [plan("bed", "05T22:00", "05T23:00"), plan("rest", "05T23:00", "06T06:00"), plan("up", "06T06:00", "06T07:00")];
const ids = (plans: readonly Plan[] = []): string[] => plans.map((p) => p.id);

test("a night with its rest is one stay; what is elsewhere, or later, is another", () => {
  const other = plan("bo", "06T07:00", "06T09:00", "bo");
  const later = plan("later", "06T08:00", "06T09:00");
  expect(stays([...night, other, later]).map(ids)).toEqual([["bed", "rest", "up"], ["bo"], ["later"]]);
});

interface Vector {
  readonly name: string;
  readonly plans: readonly (Plan & { readonly void?: boolean })[];
  readonly row: { readonly plan: string; readonly beneficiary: string; readonly since: string };
  readonly start: string;
  readonly end: string;
}

const vectors = JSON.parse(readFileSync(new URL("../../../care/testdata/vectors/planned.json", import.meta.url), "utf8")) as Vector[];

test.each(vectors)("planned of a stay: $name", ({ plans, row, start, end }) => {
  const read = new Map(plans.map(({ ref, ...fields }) => [ref, { ref, kind: "plan", rev: 1, fields, conflicts: [], status: "phone" } as unknown as Row]));
  const stay = plannedOf(plansOf(read, "anna"), row, row.since);
  expect([stay?.[0]?.start ?? "", stay?.at(-1)?.end ?? ""]).toEqual([start, end]);
});

test("one is asked about what is over and not answered, for a month", () => {
  expect(unanswered(night, [], at("06T06:30")).map(ids)).toEqual([["bed", "rest"]]);
  expect(unanswered(night, [shift("05T22:00", "05T23:00")], at("06T12:00")).map(ids)).toEqual([["rest", "up"]]);
  expect(unanswered(night, [shift("05T22:10", "06T07:00")], at("06T12:00"))).toEqual([]);
  expect(unanswered(night, [], Date.parse("2026-12-08T12:00+01:00"))).toEqual([]);
});

test("who has said that they did not work is asked no more, and offered no start", () => {
  const row = (ref: string, fields: object): [string, Row] => [ref, { ref, kind: ref.split("/")[0], rev: 1, fields, conflicts: [], status: "phone" } as unknown as Row];
  const said = notWorked(night.slice(0, 2), () => "1").map(({ set }, i) => row(`swap/${i}`, set));
  const rows = new Map([...night.map(({ ref, ...fields }) => row(ref, fields)), ...said]);
  const own = plansOf(rows, "samir");
  expect(own.map((p) => p.unworked)).toEqual([true, true, false]);
  expect(unanswered(own, [], at("06T12:00")).map(ids)).toEqual([["up"]]);
  expect(plannedNow(own, [], at("05T22:30"))).toBeUndefined();
  expect(plannedNow(own, [], at("06T05:30"))?.plan.id).toBe("up");
});

test("a row that reaches into a plan, wherever it was worked, is in its way; back to back is not", () => {
  const [bed] = night as [Plan, Plan, Plan];
  expect(meets(bed, [shift("05T14:00", "05T22:01", { beneficiary: "bo" })], at("06T12:00"))).toBe(true);
  expect(meets(bed, [shift("05T14:00", "05T22:00")], at("06T12:00"))).toBe(false);
  expect(meets(bed, [shift("05T14:00", "05T22:10", { void: true })], at("06T12:00"))).toBe(false);
  expect(meets(bed, [shift("05T21:00", undefined)], at("05T22:30"))).toBe(true);
});

test("a plan is answered in the row that is there already: at the same person, for no other plan", () => {
  const day = plan("day", "05T08:00", "05T16:00");
  const mine = (one: Shift): Mine[] => [{ row: { ref: one.ref, rev: 1, status: "received" } as Row, shift: one }];
  const row = (start: string, end: string | undefined, more: Partial<Shift> = {}): string | undefined => unlinked(day, mine(shift(start, end, more)), at("06T12:00"))?.row.ref;
  const short = shift("05T08:00", "05T10:00");
  expect([answered(day, [short], at("06T12:00")), row("05T08:00", "05T10:00")]).toEqual([false, "shift/s"]);
  expect(answered(day, [{ ...short, plan: "day" }], at("06T12:00"))).toBe(true);
  expect(row("05T00:00", "05T08:10", { plan: "night" })).toBeUndefined();
  expect(row("05T08:00", "05T10:00", { beneficiary: "bo" })).toBeUndefined();
  expect(row("05T08:00", "05T10:00", { void: true })).toBeUndefined();
  expect(row("05T06:00", "05T08:00")).toBeUndefined();
  const refused = mine(short).map(({ row, shift }): Mine => ({ row: { ...row, rev: 0, status: "refused" }, shift }));
  expect(unlinked(day, refused, at("06T12:00"))).toBeUndefined();
});

test("the coming two weeks: a night that goes on, today's whole, nothing beyond", () => {
  const today = plan("today", "06T01:00", "06T02:00");
  const last = plan("last", "19T23:00", "20T01:00");
  const shown = coming([...night, today, last, plan("far", "20T00:00", "20T08:00")].sort((a, b) => (a.start < b.start ? -1 : 1)), at("06T05:00"));
  expect(shown.map(([date, stays]) => [date, stays.map(ids)])).toEqual([["2026-11-05", [["bed", "rest", "up"]]], ["2026-11-06", [["today"]]], ["2026-11-19", [["last"]]]]);
  expect(coming(night, at("06T07:00"))).toEqual([]);
});

test.each([
  ["05T20:59", [], undefined],
  ["05T21:00", [], "bed"],
  ["05T22:30", [], "bed"],
  ["06T03:00", [], "rest"],
  ["06T07:00", [], undefined],
  ["05T22:45", [shift("05T22:00", "05T22:40")], "rest"],
] as [string, Shift[], string | undefined][])("at %s what is about to begin is %#", (now, shifts, id) => {
  expect(plannedNow(night, shifts, at(now))?.plan.id).toBe(id);
});

test("as planned: each piece is a row that says which plan it answers", () => {
  let n = 0;
  expect(asPlanned(night, () => String(++n)).map(({ ref, base, set }) => [ref, base, set["plan"], set["kind"], set["start"], set["end"]])).toEqual([
    ["shift/1", 0, "bed", "active", night[0]?.start, night[0]?.end],
    ["shift/2", 0, "rest", "waiting", night[1]?.start, night[1]?.end],
    ["shift/3", 0, "up", "active", night[2]?.start, night[2]?.end],
  ]);
});
