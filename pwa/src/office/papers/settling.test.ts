import { expect, test } from "vitest";
import type { Candidate, Conflict, Fields } from "../../core/types";
import { papers } from "./papers";
import { settledBy, settling, taken } from "./settling";

const answer = (op: string, set: Fields): Candidate => ({ op, person: op, set });
const about = (...candidates: Candidate[]): Conflict => ({ fields: Object.keys(candidates[0]?.set ?? {}), severity: "clash", candidates });

const stands: Fields = { name: "Anna Ek", given: "Anna", family: "Ek", phone: "070-1", route: "elt" };
const phone = about(answer("karin", { phone: "070-1" }), answer("nils", { phone: "070-2" }));
const route = about(answer("karin", { route: "elt" }), answer("nils", { route: "paper" }));
const gone = about(answer("karin", { void: null }), answer("nils", { void: true }));

test("a form settles what it asks about, and leaves the rest open", () => {
  expect(settledBy(papers.person, [phone, route, gone])).toEqual([phone, gone]);
  expect(settledBy(papers.customer, [phone, route])).toEqual([route]);
  expect(settledBy(papers.provider, [about(answer("a", { unsocial: [] }), answer("b", { unsocial: [1] }))])).toEqual([]);
});

test("an answer that is taken fills the questions that it is about, and no others", () => {
  expect(taken(papers.person, phone, stands, answer("nils", { phone: "070-2" }))).toEqual({ phone: "070-2" });
  const name = about(answer("karin", { name: "Anna Ek" }), answer("nils", { name: "Anna Lind" }));
  expect(taken(papers.person, name, { name: "Anna Ek" }, answer("nils", { name: "Anna Lind" }))).toEqual({ given: "Anna", family: "Lind" });
});

test("saving says all that the answers are about, names them all, and nothing of another form's", () => {
  expect(settling(papers.person, [phone, route], stands, {})).toEqual({ set: { phone: "070-1" }, resolves: ["karin", "nils"] });
  expect(settling(papers.person, [phone], stands, { phone: "070-2" })).toEqual({ set: { phone: "070-2" }, resolves: ["karin", "nils"] });
  expect(settling(papers.person, [gone], stands, {})).toEqual({ set: { void: null }, resolves: ["karin", "nils"] });
  expect(settling(papers.person, [], stands, { phone: "070-3" })).toEqual({ set: { phone: "070-3" } });
  expect(settling(papers.person, [route], stands, {})).toEqual({ set: {} });
});

test("clearing what two have answered differently about is an answer too", () => {
  const to = about(answer("karin", { to: "2026-11-30" }), answer("nils", { to: "2026-12-31" }));
  expect(settling(papers.engagement, [to], { to: "2026-11-30" }, { to: null })).toEqual({ set: { to: null }, resolves: ["karin", "nils"] });
});
