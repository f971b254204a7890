import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isNew, mayTake, messageOf, reachOf, saying, talksIn, talksOf } from "./talk";
import type { Fields, Row } from "./types";

interface Vector {
  readonly name: string;
  readonly messages: readonly { readonly doc: string; readonly fields: Fields }[];
  readonly talks: readonly { readonly topic: string; readonly messages: readonly string[]; readonly flags: readonly string[]; readonly waits: string }[];
}

const vectors = JSON.parse(readFileSync(new URL("../../../care/testdata/vectors/talk.json", import.meta.url), "utf8")) as Vector[];
const row = (ref: string, fields: Fields, rev = 1, more: Partial<Row> = {}): Row => ({
  ref, kind: ref.split("/")[0] ?? "", id: ref.split("/")[1] ?? "", rev, fields, conflicts: [], parked: [], status: "received", pending: [], ...more,
});

test.each(vectors)("talks: $name", ({ messages, talks }) => {
  const told = talksIn(messages.map(({ doc, fields }) => messageOf(row(doc, fields))));
  expect(told.map(({ topic, messages, flags, waits }) => ({ topic, messages: messages.map((m) => m.id), flags: flags.map((m) => m.id), waits: waits?.id ?? "" }))).toEqual(talks);
});

const about = { beneficiary: "alva", month: "2026-10" };
const said = "2026-11-09T09:00+01:00";

test("the book's order holds, whatever order the documents are in; what is not sent comes last, as it was written", () => {
  const kept = (made: number): Partial<Row> => ({ status: "phone", pending: [{ n: made, made } as never] });
  const all = [1, 2, 3].map((rev) => row(`message/${rev}`, saying(about, "alva", "beneficiary", said, { text: "x" }), rev));
  const waiting = [1, 2].map((made) => row(`message/w${made}`, saying(about, "alva", "beneficiary", said, { text: "x" }), 0, kept(made)));
  fc.assert(fc.property(fc.shuffledSubarray([...all, ...waiting], { minLength: 5, maxLength: 5 }), (rows) => {
    expect(talksOf(rows, "alva", "2026-10")[0]?.messages.map((m) => m.id)).toEqual(["1", "2", "3", "w1", "w2"]);
  }));
});

test("what the book has not taken settles nothing, and holds nothing", () => {
  const flag = row("message/1", saying(about, "alva", "beneficiary", said, { flag: "time" }), 1);
  const refused = row("message/2", saying(about, "alva", "beneficiary", said, { settles: ["1"] }), 0, { status: "refused" });
  expect(talksOf([flag, refused], "alva", "2026-10")[0]?.flags.map((m) => m.id)).toEqual(["1"]);
  expect(talksOf([{ ...flag, rev: 0, status: "parked" }], "alva", "2026-10")[0]?.flags).toEqual([]);
});

test("one's own is taken back for an hour, once", () => {
  const mine = messageOf(row("message/1", saying(about, "alva", "beneficiary", said, { text: "x" })));
  const at = Date.parse("2026-11-09T08:00:00Z");
  expect([mayTake(mine, "alva", at + 3_600_000), mayTake(mine, "alva", at + 3_600_001), mayTake(mine, "bo", at), mayTake({ ...mine, taken: true }, "alva", at)]).toEqual([true, false, false, false]);
});

test("what somebody else has said since one read it is new", () => {
  const talk = (rows: Row[]) => talksOf(rows, "alva", "2026-10")[0] as never;
  const theirs = row("message/1", saying(about, "karin", "coordinator", said, { text: "x" }), 5);
  const mine = row("message/2", saying(about, "alva", "beneficiary", said, { text: "x" }), 7);
  expect([isNew(talk([theirs, mine]), "alva", 4), isNew(talk([theirs, mine]), "alva", 5), isNew(talk([mine]), "alva", 0)]).toEqual([true, false, false]);
  expect(reachOf(talk([theirs, mine]))).toBe(7);
});

test("only what is said is written", () => {
  expect(saying({ ...about, day: "2026-10-05", shift: "s", assistant: "samir" }, "alva", "beneficiary", said, { flag: "absent", text: "  " })).toEqual({
    author: "alva", as: "beneficiary", beneficiary: "alva", month: "2026-10", day: "2026-10-05", shift: "s", assistant: "samir", said, flag: "absent",
  });
});
