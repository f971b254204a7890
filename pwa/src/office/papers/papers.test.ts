import { expect, test } from "vitest";
import type { Fields, Row as Doc } from "../../core/types";
import type { Desk } from "../../ui/desk";
import { valuesOf, type Values } from "./form";
import { grownUp, papersOf, rolesOf } from "./holding";
import { readAll, undo } from "./keep";
import { make, parts, type Part } from "./newcomer";
import { asking, givesSigning } from "./rights";
import { done, next } from "./steps";

function book(docs: Record<string, Fields>): Map<string, Doc> {
  return new Map(Object.entries(docs).map(([ref, fields]) => {
    const [kind = "", id = ""] = ref.split("/");
    return [ref, { ref, kind, id, rev: 1, fields, conflicts: [], parked: [], status: "received", pending: [] }];
  }));
}

const today = "2026-11-28";

test("what holds, what is coming, what has ended", () => {
  const docs = book({
    "decision/1": { beneficiary: "a", from: "2026-01-01", to: "2026-06-30" }, "decision/2": { beneficiary: "a", from: "2026-07-01", to: today },
    "decision/3": { beneficiary: "a", from: "2026-11-29" }, "decision/4": { beneficiary: "a", from: "2026-01-01", void: true }, "decision/5": { beneficiary: "b", from: "2026-01-01" },
  });
  expect(papersOf(docs.values(), "decision", "beneficiary", "a", today).map((p) => `${p.doc.id} ${p.standing}`)).toEqual(["2 holds", "3 coming", "1 ended"]);
  expect([...rolesOf(book({ "membership/1": { person: "a", role: "assistant", from: "2027-01-01" }, "membership/2": { person: "a", role: "beneficiary", from: "2026-01-01", to: "2026-02-01" } }).values(), "a", today)]).toEqual(["assistant"]);
});

test.each([
  ["the day before", "guardian", "", "2026-11-29", "holds", "2026-11-29"], ["on the day", "guardian", "", today, "ended", today], ["long after", "guardian", "", "2020-01-01", "ended", "2020-01-01"],
  ["its own end comes first", "guardian", "2026-12-31", "2027-01-01", "holds", ""], ["its own end is later", "guardian", "2027-12-31", "2027-01-01", "holds", "2027-01-01"], ["ended before", "guardian", "2026-01-31", "2026-06-01", "ended", ""],
  ["not known", "guardian", "", "", "holds", ""], ["a god man stays", "god_man", "", "2020-01-01", "holds", ""],
])("a guardian's paper when the child comes of age: %s", (_, kind, to, adult, how, ends) => {
  const docs = book({ "representation/1": { beneficiary: "a", representative: "r", kind, from: "2019-01-01", ...(to && { to }) } });
  const ofAge = (person: string): string => (person === "a" ? adult : "");
  const found = papersOf(docs.values(), "representation", "representative", "r", today, ofAge);
  expect(found.map((p) => [p.standing, grownUp(p.doc, ofAge)])).toEqual([[how, ends]]);
});

test("the first steps, one after the other", () => {
  const docs: Record<string, Fields> = { "provider/p": { name: "X", organisationsnummer: "1", contact: "K" }, "membership/k": { person: "k", role: "coordinator" } };
  const step = (invited?: boolean) => next(done(book(docs), invited));
  expect(step(false)).toBe("provider");
  docs["provider/p"] = { ...docs["provider/p"], phone: "070-1740605" };
  expect(step(false)).toBe("beneficiary");
  docs["membership/a"] = { person: "a", role: "beneficiary" };
  expect(step(false)).toBe("decision");
  docs["decision/1"] = { beneficiary: "a" };
  expect(step(false)).toBe("assistant");
  docs["engagement/1"] = { assistant: "b", beneficiary: "a" };
  expect(step(false)).toBe("invite");
  expect(step(undefined)).toBeUndefined();
  expect(step(true)).toBeUndefined();
  docs["decision/1"] = { beneficiary: "a", void: true };
  expect(step(true)).toBe("decision");
});

function filled(change: Partial<Record<Part, Values>>): Record<Part, Values> {
  return Object.fromEntries(Object.entries(parts).map(([part, paper]) => [part, { ...valuesOf(paper, undefined), ...change[part as Part] }])) as Record<Part, Values>;
}
const ids = () => {
  let n = 0;
  return () => `id${++n}`;
};

test("a new assistant is a person, a number, a role, an engagement, an employment and a registration", () => {
  const made = make("assistant", filled({
    who: { given: "Bo", family: "Prov", phone: "" }, number: { number: "850709-9805" }, work: { beneficiary: "a" }, from: { from: "2026-12-01" },
    employment: { employer: "beneficiary", regime: "household" }, registration: { sent: "2026-11-20" },
  }), ids(), today);
  expect("acts" in made && made.acts.map((a) => [a.ref, a.set])).toEqual([
    ["person/id1", { given: "Bo", family: "Prov", name: "Bo Prov" }], ["identity/id1", { person: "id1", personnummer: "198507099805" }],
    ["membership/id2", { person: "id1", role: "assistant", from: "2026-12-01" }], ["engagement/id3", { assistant: "id1", beneficiary: "a", from: "2026-12-01" }],
    ["employment/id4", { assistant: "id1", employer: "beneficiary", regime: "household", from: "2026-12-01", beneficiary: "a" }],
    ["registration/id5", { assistant: "id1", beneficiary: "a", from: "2026-12-01", sent: "2026-11-20" }],
  ]);
});

test("a new customer and a new god man", () => {
  const customer = make("beneficiary", filled({ who: { given: "A", family: "B" }, from: { from: today } }), ids(), today);
  expect("acts" in customer && customer.acts.map((a) => a.ref)).toEqual(["person/id1", "membership/id2"]);
  const godMan = make("representative", filled({ who: { given: "A", family: "B" }, from: { from: today }, task: { beneficiary: "a", kind: "god_man", scope: ["rights"] } }), ids(), today);
  expect("acts" in godMan && godMan.acts.at(-1)?.set).toEqual({ representative: "id1", beneficiary: "a", kind: "god_man", scope: ["rights"], from: today });
});

test("what is missing is said of each part", () => {
  const made = make("assistant", filled({}), ids(), today);
  expect("wrong" in made && made.wrong).toEqual({ who: { given: "missing", family: "missing" }, work: { beneficiary: "choose" }, from: { from: "missing" } });
});

test("the way back", () => {
  const docs = book({ "decision/1": { beneficiary: "a", to: "2026-12-01" } });
  expect(undo(undefined, { from: today })).toEqual({ void: true });
  expect(undo(docs.get("decision/1"), { to: null, void: true })).toEqual({ to: "2026-12-01", void: false });
});

test.each<[string, Fields, boolean]>([
  ["a role from before there was a choice", { role: "coordinator", from: "2026-01-01" }, true], ["a role that says so", { role: "coordinator", from: "2026-01-01", signs: "yes" }, true],
  ["a role that says no", { role: "coordinator", from: "2026-01-01", signs: "no" }, false], ["one that has ended", { role: "coordinator", from: "2026-01-01", to: "2026-11-27" }, false],
  ["one that is to come", { role: "coordinator", from: "2026-11-29" }, false], ["another role", { role: "auditor", from: "2026-01-01" }, false],
])("who signs for the provider: %s", (_, fields, want) => {
  expect(givesSigning(asking(book({ "membership/1": { person: "k", ...fields }, "membership/2": { person: "other", role: "coordinator", from: "2026-01-01" } }).values(), "k", today))).toBe(want);
});

test("all that was refused of a paper has been read, one after the other", async () => {
  const unread = ["later", "first"];
  const read: string[] = [];
  const docs = () => new Map([["engagement/1", unread.length > 0 ? { refused: { id: unread[0] } } : {}]]);
  const desk = (says: (op: string) => void) => ({ docs: { peek: docs }, read: (op: string) => Promise.resolve(says(op)) }) as unknown as Desk;
  await readAll(desk((op) => { read.push(op); unread.shift(); }), "engagement/1");
  expect(read).toEqual(["later", "first"]);
  unread.push("stays");
  await readAll(desk((op) => { read.push(op); }), "engagement/1"); // a disk that does not take it: it is said once more
  expect(read).toEqual(["later", "first", "stays"]);
});
