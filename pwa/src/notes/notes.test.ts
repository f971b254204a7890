import { expect, test } from "vitest";
import type { Fields, Row } from "../core/types";
import { answering, engagedAt, keptDays, keptMonths, notedDays } from "./notes";

function docs(...of: readonly (readonly [string, Fields])[]): Map<string, Row> {
  return new Map(of.map(([ref, fields], i) => {
    const [kind = "", id = ""] = ref.split("/");
    return [ref, { ref, kind, id, fields, rev: i + 1, status: "server", conflicts: [], parked: [], pending: [] } as unknown as Row];
  }));
}

const note = (day: string, text: string, more: Fields = {}): Fields => ({ author: "samir", as: "assistant", beneficiary: "alva", month: day.slice(0, 7), day, said: `${day}T20:00+01:00`, text, ...more });
const kept = (days: number | null): readonly [string, Fields] => ["provider/p", { name: "X", note_days: days }];

test("days stand newest first, as long as they are kept", () => {
  const all = docs(kept(30), ["daynote/1", note("2026-10-09", "äldre")], ["daynote/2", note("2026-10-10", "sista dagen")], ["daynote/3", note("2026-11-08", "ett")], ["daynote/4", note("2026-11-08", "två")],
    ["daynote/5", note("2026-11-08", "hos bo", { beneficiary: "bo" })], ["message/6", note("2026-11-08", "ett meddelande")]);
  expect(notedDays(all, "alva", "2026-11-09").map(({ day, notes }) => [day, ...notes.map((m) => m.text)])).toEqual([["2026-11-08", "ett", "två"], ["2026-10-10", "sista dagen"]]);
});

test("where the provider keeps none, there are none", () => {
  const all = docs(kept(null), ["daynote/1", note("2026-11-08", "ett")]);
  expect([keptDays(all), notedDays(all, "alva", "2026-11-09"), keptMonths(all, "2026-11-09")]).toEqual([0, [], []]);
  expect(keptDays(docs())).toBe(0);
});

test("months are those in which a day may be kept", () => {
  expect(keptMonths(docs(kept(30)), "2026-11-09")).toEqual(["2026-11", "2026-10"]);
  expect(keptMonths(docs(kept(9)), "2026-11-09")).toEqual(["2026-11", "2026-10"]);
  expect(keptMonths(docs(kept(8)), "2026-11-09")).toEqual(["2026-11"]);
});

test("an assistant is engaged from a day to a day", () => {
  const all = docs(["engagement/1", { assistant: "samir", beneficiary: "alva", from: "2026-01-01", to: "2026-11-08" }], ["engagement/2", { assistant: "samir", beneficiary: "bo", from: "2026-11-09" }],
    ["engagement/3", { assistant: "samir", beneficiary: "cilla", from: "2026-01-01", void: true }], ["engagement/4", { assistant: "tilda", beneficiary: "alva", from: "2026-01-01" }]);
  expect(engagedAt(all, "samir", "2026-11-08")).toEqual(["alva"]);
  expect(engagedAt(all, "samir", "2026-11-09")).toEqual(["bo"]);
});

test("who answers is of the office today", () => {
  const all = docs(["membership/1", { person: "karin", role: "coordinator", from: "2024-01-01" }], ["membership/2", { person: "nils", role: "coordinator", from: "2024-01-01", to: "2026-06-30" }],
    ["responsibility/1", { coordinator: "karin", beneficiary: "alva", from: "2026-01-01" }], ["responsibility/2", { coordinator: "nils", beneficiary: "bo", from: "2026-01-01" }], ["responsibility/3", { coordinator: "karin", beneficiary: "bo", from: "2027-01-01" }]);
  expect(answering(all, "alva", "2026-11-09")).toEqual(["karin"]);
  expect(answering(all, "bo", "2026-11-09")).toEqual([]);
});
