import { expect, test } from "vitest";
import type { Fields, Row as Doc } from "../../core/types";
import { papers } from "./papers";
import { asking, givesSigning, lacking, offered, operates } from "./rights";

const today = "2026-11-28";
const role = (id: string, more: Fields = {}): Doc => ({
  ref: `membership/${id}`, kind: "membership", id, rev: 1, fields: { person: id, role: "coordinator", from: "2026-01-01", ...more }, conflicts: [], parked: [], status: "received", pending: [],
});
const karin = role("karin", { signs: "yes", operator: true });
const nils = role("nils", { signs: "no" });
const by = (me: string, ...docs: Doc[]) => asking(docs, me, today);

test("who may sign gives the right to, and anybody where nobody may", () => {
  expect(givesSigning(by("karin", karin, nils))).toBe(true);
  expect(givesSigning(by("nils", karin, nils))).toBe(false);
  expect(givesSigning(by("nils", role("karin", { to: "2026-11-27" }), nils))).toBe(true);
  expect(givesSigning(by("nils", { ...karin, rev: 0, status: "refused" }, nils))).toBe(true);
});

test("who is named sees how the server is, and every coordinator where nobody is", () => {
  expect([operates(by("karin", karin, nils)), operates(by("nils", karin, nils)), operates(by("nils", nils))]).toEqual([true, false, true]);
  expect(operates(by("asta", role("asta", { role: "auditor" })))).toBe(false);
});

test("a form offers no right that whoever fills it in may not give", () => {
  const asks = (me: string, before?: Fields) => {
    const form = offered(papers.membership, by(me, karin, nils), before);
    const signs = form.fields.find(({ name }) => name === "signs")?.shape;
    return [signs?.as === "one" && signs.of, form.fields.some(({ name }) => name === "operator"), form.begin?.["signs"]];
  };
  expect(asks("karin")).toEqual([["yes", "no"], true, "yes"]);
  expect(asks("nils")).toEqual([["no"], false, "no"]);
  expect(asks("nils", karin.fields)).toEqual([["yes", "no"], true, "yes"]);
  expect(offered(papers.decision, by("nils", karin, nils), undefined)).toBe(papers.decision);
});

test.each<[string, string, Doc | undefined, Fields, string | undefined]>([
  ["who signs gives it", "karin", nils, { signs: "yes" }, undefined],
  ["who does not, does not", "nils", nils, { signs: "yes" }, "signs"],
  ["nor to somebody new", "nils", undefined, { person: "asta", role: "coordinator", from: today }, "signs"],
  ["somebody new without it", "nils", undefined, { person: "asta", role: "coordinator", from: today, signs: "no" }, undefined],
  ["another role", "nils", undefined, { person: "asta", role: "auditor", from: today }, undefined],
  ["nor the server", "nils", nils, { operator: true }, "operator"],
  ["nor for longer", "nils", role("vera", { signs: "yes", to: "2026-12-31" }), { to: null }, "signs"],
  ["one of two signers is ended", "nils", role("vera", { signs: "yes" }), { to: today }, undefined],
  ["the last is not", "nils", karin, { to: today }, "lastSigns"],
  ["nor removed", "nils", karin, { void: true }, "lastSigns"],
  ["nor from signing", "nils", karin, { signs: "no" }, "lastSigns"],
  ["nor who sees the server", "nils", karin, { operator: null }, "lastOperator"],
  ["they may end themselves", "karin", karin, { to: today }, undefined],
])("who may write a membership: %s", (_, me, doc, set, why) => {
  const others = doc?.ref === "membership/vera" ? [karin, nils, doc] : [karin, nils];
  expect(lacking(by(me, ...others), doc?.ref ?? "membership/new", doc?.fields, { ...doc?.fields, ...set })).toBe(why);
});
