import { expect, test } from "vitest";
import type { Fields, Row as Doc } from "../core/types";
import { answersFor, engaged, engagedNames, listed, namesOf } from "./people";

function book(docs: Record<string, Fields>): Map<string, Doc> {
  return new Map(Object.entries(docs).map(([ref, fields]) => {
    const [kind = "", id = ""] = ref.split("/");
    return [ref, { ref, kind, id, rev: 1, fields, conflicts: [], parked: [], status: "received", pending: [] }];
  }));
}

const docs = book({
  "person/a": { name: "Alva Påhittsson" }, "person/s": { name: "Samir Provström" }, "person/t": { name: "Tilda Testlund" },
  "membership/1": { person: "a", role: "beneficiary", from: "2026-01-01" },
  "membership/2": { person: "s", role: "assistant", from: "2026-01-01", to: "2026-09-30" },
  "membership/3": { person: "t", role: "assistant", from: "2026-01-01" },
  "membership/4": { person: "t", role: "coordinator", from: "2026-01-01", void: true },
  "engagement/1": { assistant: "s", beneficiary: "a", from: "2026-01-01", to: "2026-10-01" },
  "engagement/2": { assistant: "t", beneficiary: "a", from: "2026-11-01" },
  "engagement/3": { assistant: "t", beneficiary: "b", from: "2026-01-01" },
});

test("names, and someone where there is none", () => {
  expect(namesOf(docs, "någon")("a")).toBe("Alva Påhittsson");
  expect(namesOf(docs, "någon")("x")).toBe("någon");
});

test("who works for a customer in a month", () => {
  const names = namesOf(docs, "");
  expect(engaged(docs, "a", "2026-10", names).map((p) => p.id)).toEqual(["s"]);
  expect(engaged(docs, "a", "2026-11", names).map((p) => p.id)).toEqual(["t"]);
});

test("the names of those who work for each customer, as a search looks for them", () => {
  const names = namesOf(docs, "");
  expect([...engagedNames(docs, "2026-10", names)]).toEqual([["a", ["Samir Provström"]], ["b", ["Tilda Testlund"]]]);
  expect([...engagedNames(docs, "2026-11", names)]).toEqual([["a", ["Tilda Testlund"]], ["b", ["Tilda Testlund"]]]);
});

test("everyone is listed in the role that they hold today", () => {
  expect(listed(docs, "2026-10-15", namesOf(docs, "")).map((p) => `${p.id} ${p.role}`)).toEqual(["a beneficiary", "s past", "t assistant"]);
});

test("whom a coordinator answers for", () => {
  const papers = book({
    "responsibility/1": { coordinator: "k", beneficiary: "a", from: "2026-01-01" }, "responsibility/2": { coordinator: "k", beneficiary: "b", from: "2026-11-01", to: "2026-11-09" },
    "responsibility/3": { coordinator: "k", beneficiary: "c", from: "2026-11-10" }, "responsibility/4": { coordinator: "n", beneficiary: "d", from: "2026-01-01" },
    "responsibility/5": { coordinator: "k", beneficiary: "e", from: "2026-01-01", void: true },
  });
  expect([...answersFor(papers, "k", "2026-11-09")]).toEqual(["a", "b"]);
  expect([...answersFor(papers, "k", "2026-11-10")]).toEqual(["a", "c"]);
});
