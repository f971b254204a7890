import { expect, test } from "vitest";
import type { Row } from "../../core/types";
import { offersOf } from "./offers";

const row = (ref: string, rev: number, fields: Record<string, unknown>): [string, Row] => [ref, { ref, kind: ref.split("/")[0], rev, fields, conflicts: [] } as unknown as Row];
const reply = (id: string, rev: number, assistant: string, says: string) => row(`reply/${id}`, rev, { offer: "1", assistant, says });

test("what somebody said last holds, and whoever said yes first stands first", () => {
  const docs = new Map([
    row("offer/1", 1, { plan: "p", to: ["samir", "tilda", "vera"], how: "pick" }),
    reply("a", 2, "tilda", "yes"), reply("b", 3, "samir", "yes"), reply("c", 4, "tilda", "no"), reply("d", 5, "vera", "yes"), reply("e", 6, "tilda", "yes"), reply("f", 7, "samir", "yes"),
  ]);
  expect(offersOf(docs).get("p")?.said).toEqual([{ assistant: "samir", says: "yes" }, { assistant: "vera", says: "yes" }, { assistant: "tilda", says: "yes" }]);
});

test("an offer that was taken back is none, and the last of a plan's holds", () => {
  const docs = new Map([row("offer/1", 1, { plan: "p", to: ["a"], how: "first", void: true }), row("offer/2", 2, { plan: "q", to: ["a"], how: "first" }), row("offer/3", 3, { plan: "q", to: ["b"], how: "first", given: "b" })]);
  expect([...offersOf(docs)].map(([plan, { ref, given }]) => [plan, ref, given])).toEqual([["q", "offer/3", "b"]]);
});
