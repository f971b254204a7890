import { expect, test } from "vitest";
import type { Row as Doc } from "../../core/types";
import { check } from "./form";
import { papers } from "./papers";
import { renewed } from "./renewed";
import { begun, standsOf } from "./writing";

const row = (ref: string, fields: Doc["fields"], more: Partial<Doc> = {}): Doc => ({ ref, kind: ref.split("/")[0] ?? "", id: ref.split("/")[1] ?? "", rev: 0, fields, conflicts: [], parked: [], status: "refused", pending: [], ...more });

test("a person who was refused when new is made anew under another id, with all that named them", () => {
  const old = row("person/old", { name: "Ada Ek", given: "Ada", family: "Ek", phone: "0701740605", route: "paper", employer: "own" });
  const docs = [
    old,
    row("identity/old", { person: "old", address: "Gatan 1" }),
    row("membership/1", { person: "old", role: "assistant", from: "2026-01-01" }),
    row("engagement/1", { assistant: "old", beneficiary: "bo", from: "2026-01-01" }),
    row("engagement/2", { assistant: "other", beneficiary: "bo", from: "2026-01-01" }),
    row("membership/2", { person: "old", role: "auditor", from: "2026-01-01" }, { rev: 3, status: "received" }),
    row("membership/3", { person: "old", role: "auditor", from: "2026-01-01", void: true }),
  ];
  const said = check(papers.person, { ...begun(papers.person, old, {}), family: "Alm", phone: "" }, standsOf(old), "2026-11-28");
  let n = 0;
  const all = renewed(docs, papers.person, old, "set" in said ? said.set : {}, () => `new-${++n}`);
  expect(all.person).toBe("new-1");
  expect(all.acts).toEqual([
    { ref: "person/new-1", base: 0, set: { name: "Ada Alm", given: "Ada", family: "Alm", route: "paper", employer: "own" } },
    { ref: "identity/new-1", base: 0, set: { person: "new-1", address: "Gatan 1" } },
    { ref: "membership/new-2", base: 0, set: { person: "new-1", role: "assistant", from: "2026-01-01" } },
    { ref: "engagement/new-3", base: 0, set: { assistant: "new-1", beneficiary: "bo", from: "2026-01-01" } },
  ]);
  expect(all.instead).toEqual(["person/old", "identity/old", "membership/1", "engagement/1"]);
});
