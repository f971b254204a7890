import { expect, test } from "vitest";
import { instant } from "../../core/time";
import type { Row } from "../../core/types";
import { agreed, exchangesFor } from "./exchanges";

const row = (ref: string, fields: Record<string, unknown>, more: Partial<Row> = {}): Row => ({ ref, kind: ref.split("/")[0], rev: 1, fields, conflicts: [], ...more }) as unknown as Row;
const side = (plan: string, assistant: string, day: string, more: Record<string, unknown> = {}) => ({ plan, assistant, beneficiary: "alva", kind: "active", start: `2026-11-${day}T08:00+01:00`, end: `2026-11-${day}T16:00+01:00`, ...more });
const exchange = (more: Record<string, unknown> = {}): Row => row("exchange/1", { sides: [side("p", "tilda", "12"), side("q", "samir", "10", { beneficiary: "bo", kind: "waiting" })], ...more });
const reply = (id: string, says: string, more: Record<string, unknown> = {}, waiting: Partial<Row> = {}): Row => row(`reply/${id}`, { exchange: "1", assistant: "samir", says, ...more }, waiting);
const standing = (rows: Row[], at = "2026-11-09T08:00+01:00"): string[] => exchangesFor(rows, "samir", instant(at)).map((e) => [e.standing, e.standing === "gone" ? e.why : "", e.waiting ? "here" : ""].filter(Boolean).join(" "));

test.each([
  ["asked", [exchange()], ["open"]],
  ["said yes", [exchange(), reply("a", "yes")], ["yes"]],
  ["said yes, offline", [exchange(), reply("a", "yes", {}, { status: "phone" })], ["yes here"]],
  ["said no, and nobody has looked yet", [exchange(), reply("a", "no")], ["no"]],
  ["changed their mind offline", [exchange(), reply("a", "no"), reply("b", "yes", {}, { status: "phone" })], ["yes here"]],
  ["an answer that was refused", [exchange(), reply("a", "yes", {}, { rev: 0, status: "refused" })], ["open"]],
  ["the other's answer", [exchange(), reply("a", "yes", { assistant: "tilda" })], ["open"]],
  ["an answer to an offer of the same id", [exchange(), row("reply/a", { offer: "1", assistant: "samir", says: "yes" })], ["open"]],
  ["done", [exchange({ given: true }), reply("a", "yes")], ["yours"]],
  ["done, and taken back too late", [exchange({ given: true, void: true }), reply("a", "yes")], ["yours"]],
  ["I said no", [exchange({ void: true, why: "declined" }), reply("a", "no")], []],
  ["the other said no", [exchange({ void: true, why: "declined" }), reply("a", "yes")], ["gone declined"]],
  ["taken back before I answered", [exchange({ void: true })], []],
  ["taken back by the office", [exchange({ void: true }), reply("a", "yes")], ["gone back"]],
  ["for a reason that this version does not know", [exchange({ void: true, why: "weather" }), reply("a", "yes")], ["gone back"]],
  ["not mine", [row("exchange/1", { sides: [side("p", "tilda", "12"), side("q", "vera", "10")] })], []],
  ["unreadable", [row("exchange/1", { sides: "x" }), row("exchange/2", {})], []],
] as [string, Row[], string[]][])("%s", (_, rows, want) => {
  expect(standing(rows)).toEqual(want);
});

test("once the first of the two has begun it is too late; once both are over it is told no more", () => {
  expect(standing([exchange(), reply("a", "yes")], "2026-11-10T08:00+01:00")).toEqual(["gone late"]);
  expect(standing([exchange()], "2026-11-10T08:00+01:00")).toEqual([]);
  expect(standing([exchange({ given: true })], "2026-11-12T15:59+01:00")).toEqual(["yours"]);
  expect(standing([exchange({ given: true })], "2026-11-12T16:00+01:00")).toEqual([]);
});

test("each of the two reads what they give and what they get; both answer where the first side is filed", () => {
  const [one] = exchangesFor([exchange()], "samir", 0);
  expect([one?.gives.plan, one?.gets.plan, one?.gives.beneficiary, one?.gives.kind]).toEqual(["q", "p", "bo", "waiting"]);
  expect(one && agreed(one, "samir", "no")).toEqual({ exchange: "1", assistant: "samir", beneficiary: "alva", month: "2026-11", says: "no" });
  expect(exchangesFor([exchange()], "tilda", 0)[0]?.gives.plan).toBe("p");
});
