import { expect, test } from "vitest";
import type { Row as Doc } from "../../core/types";
import { check } from "./form";
import { undo } from "./keep";
import { papers, type Paper } from "./papers";
import { begun, standsOf, written } from "./writing";

const today = "2026-11-28";
const row = (ref: string, fields: Doc["fields"], more: Partial<Doc> = {}): Doc => ({ ref, kind: ref.split("/")[0] ?? "", id: ref.split("/")[1] ?? "", rev: 4, fields, conflicts: [], parked: [], status: "received", pending: [], ...more });
const refused = { rev: 0, status: "refused" } as const;

// What saving writes after some answers have been changed.
function saved(form: Paper, doc: Doc | undefined, given: Doc["fields"], answers: Record<string, string>) {
  const checked = check(form, { ...begun(form, doc, given), ...answers }, standsOf(doc), today);
  return "set" in checked ? written(form, doc, given, checked.set, `${form.kind}/new`) : checked;
}

test("of a paper that stands, what differs is written", () => {
  const doc = row("engagement/1", { assistant: "a", beneficiary: "b", from: "2026-01-01" });
  expect(saved(papers.engagement, doc, { assistant: "a" }, { to: "2026-12-31" })).toEqual({ ref: "engagement/1", base: 4, set: { to: "2026-12-31" } });
  expect(saved(papers.engagement, undefined, { assistant: "a" }, { beneficiary: "b", from: "2026-01-01" })).toEqual({ ref: "engagement/new", base: 0, set: { assistant: "a", beneficiary: "b", from: "2026-01-01" } });
});

test("one that was refused when it was new is written anew, whole", () => {
  const doc = row("engagement/1", { assistant: "a", beneficiary: "b", from: "2026-01-01" }, refused);
  expect(begun(papers.engagement, doc, { assistant: "a" })).toMatchObject({ beneficiary: "b", from: "2026-01-01" });
  expect(saved(papers.engagement, doc, { assistant: "a" }, { from: "2026-02-01" })).toEqual({ ref: "engagement/new", base: 0, set: { assistant: "a", beneficiary: "b", from: "2026-02-01" } });
  expect(saved(papers.identity, row("identity/a", { person: "a", address: "Gatan 1" }, refused), { person: "a" }, { address: "Gatan 2" })).toEqual({ ref: "identity/new", base: 0, set: { person: "a", address: "Gatan 2" } });
  expect(undo(doc, { from: "2026-02-01" })).toEqual({ void: true });
});

test("one whose name follows from whose it is keeps it", () => {
  const doc = row("reach/a", { person: "a", mail: "a@b.se", ways: ["mail"], lang: "sv" }, refused);
  expect(saved(papers.reach, doc, { person: "a" }, { mail: "c@d.se" })).toMatchObject({ ref: "reach/a", base: 0, set: { person: "a", mail: "c@d.se", lang: "sv" } });
});

test("one that was removed is there again when it is written, and says nothing of before", () => {
  const doc = row("reach/a", { person: "a", mail: "a@b.se", mobile: "+46701740605", ways: ["mail", "sms"], lang: "sv", void: true });
  expect(begun(papers.reach, doc, { person: "a" })).toMatchObject({ mail: "", mobile: "" });
  expect(saved(papers.reach, doc, { person: "a" }, { mail: "c@d.se" })).toMatchObject({ ref: "reach/a", base: 4, set: { mail: "c@d.se", mobile: null, void: null } });
  const identity = row("identity/a", { person: "a", address: "Gatan 1", void: true });
  expect(saved(papers.identity, identity, { person: "a" }, { address: "Gatan 1" })).toEqual({ ref: "identity/a", base: 4, set: { void: null } });
});
