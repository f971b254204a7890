import { expect, test } from "vitest";
import type { Row } from "../../core/types";
import { giving, offered, offersOf } from "./offers";

const row = (ref: string, rev: number, fields: Record<string, unknown>): [string, Row] => [ref, { ref, kind: ref.split("/")[0], rev, fields, conflicts: [], parked: [], pending: [] } as unknown as Row];
const times = { beneficiary: "alva", kind: "active", start: "2026-11-05T08:00+01:00", end: "2026-11-05T16:00+01:00" };
const reply = (id: string, rev: number, assistant: string, says: string) => row(`reply/${id}`, rev, { offer: "1", assistant, says });

test("what somebody said last holds, and whoever said yes first stands first", () => {
  const docs = new Map([
    row("plan/p", 1, times), row("offer/1", 1, { ...times, plan: "p", to: ["samir", "tilda", "vera"], how: "pick" }),
    reply("a", 2, "tilda", "yes"), reply("b", 3, "samir", "yes"), reply("c", 4, "tilda", "no"), reply("d", 5, "vera", "yes"), reply("e", 6, "tilda", "yes"), reply("f", 7, "samir", "yes"),
  ]);
  expect(offersOf(docs).get("p")?.said).toEqual([{ assistant: "samir", says: "yes" }, { assistant: "vera", says: "yes" }, { assistant: "tilda", says: "yes" }]);
});

test("an offer that was taken back is none, and the last of a plan's holds", () => {
  const docs = new Map([row("offer/1", 1, { plan: "p", to: ["a"], how: "first", void: true }), row("offer/2", 2, { plan: "q", to: ["a"], how: "first" }), row("offer/3", 3, { plan: "q", to: ["b"], how: "first", given: "b" })]);
  expect([...offersOf(docs)].map(([plan, { ref, given }]) => [plan, ref, given])).toEqual([["q", "offer/3", "b"]]);
});

test.each([
  ["it stands", {}, {}, true],
  ["somebody's, who would be without it", { assistant: "vera" }, { from: "vera" }, true],
  ["removed", { void: true }, {}, false],
  ["given by hand", { assistant: "vera" }, {}, false],
  ["whose it was has left", {}, { from: "vera" }, false],
  ["moved", { start: "2026-11-05T10:00+01:00" }, {}, false],
  ["longer", { end: "2026-11-05T18:00+01:00" }, {}, false],
  ["of another kind", { kind: "waiting" }, {}, false],
] as [string, object, object, boolean][])("an offer holds while its plan is what was offered: %s", (_, plan, offer, want) => {
  expect(offersOf(new Map([row("plan/p", 2, { ...times, ...plan }), row("offer/1", 1, { ...times, plan: "p", to: ["a"], how: "first", ...offer })])).has("p")).toBe(want);
});

test("giving sets the offer and the plan, and nothing where the plan is another by now", () => {
  const docs = new Map([row("plan/p", 4, times), row("offer/1", 2, { ...times, plan: "p", to: ["a"], how: "pick" })]);
  const offer = offersOf(docs).get("p");
  if (!offer) throw new Error("no offer");
  const plan = { id: "p", ref: "plan/p" };
  expect(giving(docs, plan, offer, "a")).toEqual([{ ref: "offer/1", base: 2, set: { given: "a" } }, { ref: "plan/p", base: 4, set: { assistant: "a", draft: false } }]);
  docs.set(...row("plan/p", 5, { ...times, start: "2026-11-05T14:00+01:00" }));
  expect(giving(docs, plan, offer, "a")).toBeUndefined();
});

test("an offer of somebody's plan says whose it is", () => {
  const plan = { ref: "plan/p", id: "p", assistant: "samir", beneficiary: "alva", kind: "active" as const, note: "", void: false, disputed: false, draft: false, start: "2026-11-05T08:00+01:00", end: "2026-11-05T16:00+01:00" };
  expect(offered(plan, ["tilda"], "pick")).toMatchObject({ from: "samir", to: ["tilda"], how: "pick" });
  expect(offered({ ...plan, assistant: "" }, ["tilda"], "first")).not.toHaveProperty("from");
});
