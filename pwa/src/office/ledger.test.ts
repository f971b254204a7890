import { expect, test } from "vitest";
import type { Row as Doc } from "../core/types";
import { ledgerOf } from "./ledger";

const doc = (id: string, change: Partial<Doc>): [string, Doc] => [`shift/${id}`, {
  ref: `shift/${id}`, kind: "shift", id, rev: 7, status: "received", conflicts: [], parked: [], pending: [],
  fields: { assistant: "s", beneficiary: "a", kind: "active", start: "2026-10-31T22:00+01:00", end: "2026-11-01T07:00+01:00" }, ...change,
}];
const names = (id: string): string => (id === "s" ? "Samir P." : id);

test("a night over the month's end is in both months, and in no other customer's", () => {
  const docs = new Map([doc("1", {})]);
  expect(ledgerOf(docs, "a", "2026-10", names).lines).toMatchObject([{ id: "shift/1", name: "Samir P.", minutes: 540, waiting: false }]);
  expect(ledgerOf(docs, "a", "2026-11", names).lines).toHaveLength(1);
  expect(ledgerOf(docs, "a", "2026-12", names).lines).toHaveLength(0);
  expect(ledgerOf(docs, "b", "2026-10", names).lines).toHaveLength(0);
});

test("a disagreement keeps the rev that it was seen at", () => {
  const conflict = { fields: ["end"], severity: "clash" as const, candidates: [{ op: "1", set: { end: null } }, { op: "2", set: { end: null } }] };
  expect(ledgerOf(new Map([doc("1", { conflicts: [conflict] })]), "a", "2026-10", names).open).toMatchObject([{ rev: 7, conflict: { fields: ["end"] }, row: { id: "shift/1" } }]);
});

test("a new row that waits has no fields of its own, and belongs to the month that it asks for", () => {
  const parked = [{ op: "9", reason: "sealed", set: { assistant: "s", beneficiary: "a", kind: "active", start: "2026-10-29T07:00+01:00", end: "2026-10-29T07:20+01:00" } }];
  const found = ledgerOf(new Map([doc("1", { fields: {}, parked })]), "a", "2026-10", names);
  expect(found.lines).toEqual([]);
  expect(found.late).toMatchObject([{ isNew: true, row: { start: "2026-10-29T07:00+01:00", name: "Samir P." } }]);
  expect(ledgerOf(new Map([doc("1", { fields: {}, parked })]), "b", "2026-10", names).late).toEqual([]);
});
