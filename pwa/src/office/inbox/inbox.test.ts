import { expect, test } from "vitest";
import type { Fields, Row as Doc } from "../../core/types";
import { filtered, isHere, papersOf, waitingOf, written, type Item } from "./inbox";
import { kindKey } from "./kinds";

const item: Item = {
  key: "talk:alva@2026-10:", errand: "errand/1", print: "p", kind: "flag", beneficiary: { id: "alva", name: "Alva" }, month: "2026-10", person: { id: "alva", name: "Alva" },
  since: "2026-11-03T09:00:00Z", last: "2026-12-05", ore: 0, message: { sv: "", en: "" }, ref: "", place: "/office/alva/2026-10",
};
const book = (fields?: Fields, conflicts: unknown[] = []): ReadonlyMap<string, Doc> =>
  new Map(fields ? [["errand/1", { ref: "errand/1", kind: "errand", id: "1", rev: 7, fields, conflicts, parked: [], status: "received", pending: [] } as unknown as Doc]] : []);
const look = (fields?: Fields, conflicts?: unknown[]) => waitingOf(item, book(fields, conflicts), "2026-11-05");

test.each<[string, Fields | undefined, { all: boolean; mine: boolean; away: boolean }]>([
  ["nothing is said of it", undefined, { all: true, mine: false, away: false }],
  ["it is mine", { assignee: "karin" }, { all: true, mine: true, away: false }],
  ["it is a colleague's", { assignee: "olle" }, { all: true, mine: false, away: false }],
  ["put off until tomorrow", { until: "2026-11-06", print: "p" }, { all: false, mine: false, away: true }],
  ["put off until today", { until: "2026-11-05", print: "p", assignee: "karin" }, { all: true, mine: true, away: false }],
  ["put off, and changed since", { until: "2026-11-06", print: "other", assignee: "karin" }, { all: true, mine: true, away: false }],
  ["taken up again", { until: null, print: "p" }, { all: true, mine: false, away: false }],
])("%s", (_, fields, where) => {
  const found = [look(fields)];
  const is = (which: "all" | "mine" | "away"): boolean => filtered(found, which, "karin").length === 1;
  expect({ all: is("all"), mine: is("mine"), away: is("away") }).toEqual(where);
});

test("of the customers whom I answer for what is given to nobody is mine, too", () => {
  const mine = (fields?: Fields): number => filtered([look(fields)], "mine", "karin", new Set(["alva"])).length;
  expect([mine(), mine({ assignee: "olle" }), mine({ assignee: "karin" })]).toEqual([1, 0, 1]);
});

test("where the office has answered differently it is in the list, and writing again settles it", () => {
  const two = look({ until: "2026-11-06", print: "p" }, [{ fields: ["until"], candidates: [{ op: "a" }, { op: "b" }] }]);
  expect(two.away).toBe(false);
  expect(written(two, { assignee: "karin" })).toEqual({ ref: "errand/1", base: 7, set: { assignee: "karin" }, resolves: ["a", "b"] });
});

test("what is written first says what it is about", () => {
  expect(written(look(), { assignee: "karin" })).toEqual({ ref: "errand/1", base: 0, set: { key: item.key, beneficiary: "alva", month: "2026-10", assignee: "karin" }, resolves: [] });
});

test("kinds have words, and some are settled here", () => {
  expect([kindKey("flag"), kindKey("not yet")]).toEqual(["kind.flag", "kind.other"]);
  const of = (kind: string, ref: string) => ({ ...item, kind, ref, beneficiary: { id: "alva", name: "Alva" }, person: { id: "samir", name: "Samir" } });
  expect([isHere(item), isHere(of("conflict", "shift/1")), isHere(of("conflict", "person/1")), isHere(of("conflict", "plan/1")), isHere(of("differs", "")), isHere(of("unreached", "1")), isHere(of("certificate", "")), isHere(of("vacant", "plan/1"))]).toEqual([true, true, true, false, true, true, true, true]);
  expect([papersOf(of("decision", "")), papersOf(of("registration", "")), papersOf(of("conflict", "employment/1")), papersOf(of("conflict", "shift/1")), papersOf(of("talk", "decision/1"))]).toEqual([
    { name: "decision", field: "beneficiary", who: "alva" }, { name: "registration", field: "assistant", who: "samir" }, { name: "employment", field: "assistant", who: "samir" }, undefined, undefined,
  ]);
});
