import { expect, test } from "vitest";
import { plansIn } from "../../core/plan";
import { instant } from "../../core/time";
import type { Row } from "../../core/types";
import { exchangeable, exchanged, exchangesOf, partners, proposed } from "./exchanges";

const row = (ref: string, fields: Record<string, unknown>, rev = 1): [string, Row] => [ref, { ref, kind: ref.split("/")[0], rev, fields, conflicts: [], parked: [], pending: [] } as unknown as Row];
const at = (day: string, assistant: string, more: Record<string, unknown> = {}) => ({ assistant, beneficiary: "alva", kind: "active", start: `2026-11-${day}T08:00+01:00`, end: `2026-11-${day}T16:00+01:00`, ...more });
const sides = [{ plan: "p", ...at("10", "samir") }, { plan: "q", ...at("12", "tilda") }];
const exchange = (id: string, more: Record<string, unknown> = {}) => row(`exchange/${id}`, { sides, ...more });
const plans = (more: Record<string, unknown> = {}) => [row("plan/p", at("10", "samir")), row("plan/q", at("12", "tilda", more))];

test("an exchange is found by both of its plans, with what each has said last", () => {
  const docs = new Map([...plans(), exchange("1"), row("reply/a", { exchange: "1", assistant: "tilda", says: "no" }, 2), row("reply/b", { exchange: "1", assistant: "tilda", says: "yes" }, 3), row("reply/c", { offer: "1", assistant: "samir", says: "yes" }, 4)]);
  const found = exchangesOf(docs);
  expect([...found.keys()]).toEqual(["p", "q"]);
  expect(found.get("p")).toBe(found.get("q"));
  expect(found.get("p")).toMatchObject({ ref: "exchange/1", why: "", home: "planning/alva@2026-11", said: [{ assistant: "tilda", says: "yes" }] });
});

test.each([
  ["open", [...plans(), exchange("1")], "exchange/1 "],
  ["of which a plan is not on this device", [row("plan/p", at("10", "samir")), exchange("1")], "exchange/1 "],
  ["given", [...plans(), exchange("1", { given: true })], undefined],
  ["taken back by the office", [...plans(), exchange("1", { void: true })], undefined],
  ["declined", [...plans(), exchange("1", { void: true, why: "declined" })], "exchange/1 declined"],
  ["declined, and seen", [...plans(), exchange("1", { void: true, why: "declined", seen: true })], undefined],
  ["declined, and proposed anew", [...plans(), exchange("1", { void: true, why: "declined" }), exchange("2")], "exchange/2 "],
  ["of which a plan is moved", [...plans({ end: "2026-11-12T17:00+01:00" }), exchange("1")], undefined],
  ["of which a plan is somebody else's", [...plans({ assistant: "vera" }), exchange("1")], undefined],
  ["of which a plan is a draft again", [...plans({ draft: true }), exchange("1")], undefined],
  ["of which a plan is removed", [...plans({ void: true }), exchange("1")], undefined],
  ["unreadable", [...plans(), row("exchange/1", { sides: [] }), row("exchange/2", {})], undefined],
] as [string, [string, Row][], string | undefined][])("how an exchange stands: %s", (_, rows, want) => {
  const one = exchangesOf(new Map(rows)).get("p");
  expect(one && `${one.ref} ${one.why}`).toBe(want);
});

test("a plan is exchanged for others' that are published, to come, and where both may work", () => {
  const docs = new Map([
    row("engagement/1", { assistant: "samir", beneficiary: "alva", from: "2026-01-01" }), row("engagement/2", { assistant: "tilda", beneficiary: "alva", from: "2026-01-01" }),
    row("engagement/3", { assistant: "tilda", beneficiary: "bo", from: "2026-01-01" }), row("engagement/4", { assistant: "vera", beneficiary: "alva", from: "2026-01-01", to: "2026-11-09" }),
    ...plans(), row("plan/own", at("13", "samir")), row("plan/vacant", at("13", "")), row("plan/draft", at("13", "tilda", { draft: true })), row("plan/begun", at("09", "tilda")),
    row("plan/elsewhere", at("14", "tilda", { beneficiary: "bo" })), row("plan/left", at("13", "vera")), row("plan/gone", at("13", "tilda", { void: true })),
  ]);
  const [now, all] = [instant("2026-11-09T08:00+01:00"), plansIn(docs.values(), () => true)];
  const plan = all.find(({ id }) => id === "p");
  if (!plan) throw new Error("no plan");
  expect(partners(plan, all, docs, now).map(({ id }) => id)).toEqual(["q"]);
  expect(all.filter((one) => exchangeable(one, now)).map(({ id }) => id)).toEqual(["p", "q", "left", "own", "elsewhere"]);
});

test("each gets the other's plan, and the proposal says what both plans are", () => {
  const all = plansIn(new Map(plans()).values(), () => true);
  const [p, q] = all;
  if (!p || !q) throw new Error("no plans");
  expect(exchanged(p, q).map(({ id, assistant }) => [id, assistant])).toEqual([["p", "tilda"], ["q", "samir"]]);
  expect(proposed(p, q)).toEqual({ sides });
});
