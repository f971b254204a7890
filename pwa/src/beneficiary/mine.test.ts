import { expect, test } from "vitest";
import type { Row as Doc } from "../core/types";
import { asks, listOf, peopleOf, turnOf, underway, waits, type Listed } from "./mine";

const doc = (id: string, fields: Doc["fields"]): [string, Doc] => [`representation/${id}`, { ref: `representation/${id}`, kind: "representation", id, rev: 1, fields, conflicts: [], parked: [], status: "received", pending: [] }];
const docs = new Map([
  doc("1", { representative: "g", beneficiary: "a", kind: "god_man", from: "2026-01-01" }),
  doc("2", { representative: "g", beneficiary: "b", kind: "god_man", from: "2026-01-01", to: "2026-06-30" }),
  doc("3", { representative: "x", beneficiary: "c", kind: "god_man", from: "2026-01-01" }),
]);

test("a god man sees those whom they act for today, and not themselves", () => {
  expect(peopleOf(docs, [], "g", ["representative"], "2026-11-10", (id) => id).map((p) => p.id)).toEqual(["a"]);
});

test("a guardian sees the child while the server lets them: as long as the child's card is here", () => {
  const paper = doc("4", { representative: "g", beneficiary: "d", kind: "guardian", from: "2020-01-01" });
  const card: [string, Doc] = ["person/d", { ref: "person/d", kind: "person", id: "d", rev: 2, fields: { name: "Sol" }, conflicts: [], parked: [], status: "received", pending: [] }];
  const seen = (...docs: [string, Doc][]): string[] => peopleOf(new Map(docs), [], "g", ["representative"], "2026-11-10", (id) => id).map((p) => p.id);
  expect([seen(paper, card), seen(paper)]).toEqual([["d"], []]);
});

test("a person with assistance sees their own, and an invoice that the server gave is never hidden", () => {
  const invoice = { beneficiary: { id: "b", name: "Bo" }, month: "2026-05", deadline: "", invoice: { state: "signed" as const } };
  expect(peopleOf(docs, [invoice], "a", ["beneficiary"], "2026-11-10", (id) => id).map((p) => p.id)).toEqual(["a", "b"]);
});

test("the newest comes first, whatever the answer's shape", () => {
  const entry = (month: string) => ({ beneficiary: { id: "a", name: "Alva" }, month, deadline: "", invoice: { state: "notified" as const } });
  expect(listOf({ invoices: [entry("2026-08"), entry("2026-10")] }).map((i) => i.month)).toEqual(["2026-10", "2026-08"]);
  expect(listOf([entry("2026-08"), entry("2026-10")]).map((i) => i.month)).toEqual(["2026-10", "2026-08"]);
  expect(listOf({ invoices: null })).toEqual([]);
  expect(listOf(undefined)).toEqual([]);
});

test("what waits for whom", () => {
  expect([waits("notified"), waits("open"), waits("handed_over")]).toEqual([true, false, false]);
  expect([underway("handed_over"), underway("received"), underway("signed")]).toEqual([true, true, false]);
});

test("of two that wait, the one that is due first is one's turn", () => {
  const entry = (month: string, state: Listed["invoice"]["state"]): Listed => ({ beneficiary: { id: "a", name: "Alva" }, month, deadline: "", invoice: { state } });
  expect(turnOf([entry("2026-10", "notified"), entry("2026-09", "ready"), entry("2026-08", "signed")])?.month).toBe("2026-09");
  expect(turnOf([entry("2026-10", "signed"), entry("2026-09", "handed_over")])?.month).toBe("2026-09");
  expect(turnOf([entry("2026-10", "signed")])).toBeUndefined();
});

test("an invoice on paper asks something of one only while it is printed and not signed", () => {
  const on = (...steps: readonly ("asked" | "printed" | "signed")[]) => asks({ state: "opened", paper: { at: Object.fromEntries(steps.map((step) => [step, "2026-11-11T08:00:00Z"])), by: {}, print: true } });
  expect([asks({ state: "opened" }), asks({ state: "signed" }), on("asked"), on("asked", "printed"), on("asked", "printed", "signed")]).toEqual([true, false, false, true, false]);
});
