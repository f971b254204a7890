import { expect, test } from "vitest";
import { instant } from "../../core/time";
import type { Row } from "../../core/types";
import { answer, offersFor, swap, swapsOf } from "./offers";

const row = (ref: string, fields: Record<string, unknown>, more: Partial<Row> = {}): Row => ({ ref, kind: ref.split("/")[0], rev: 1, fields, conflicts: [], ...more }) as unknown as Row;
const times = { beneficiary: "alva", kind: "active", start: "2026-11-05T08:00+01:00", end: "2026-11-05T16:00+01:00" };
const offer = (id: string, more: Record<string, unknown> = {}): Row => row(`offer/${id}`, { ...times, plan: "p", to: ["samir", "tilda"], how: "first", ...more });
const reply = (id: string, says: string, more: Record<string, unknown> = {}, waiting: Partial<Row> = {}): Row => row(`reply/${id}`, { offer: "1", assistant: "samir", says, ...more }, waiting);
const now = instant("2026-11-04T08:00+01:00");
const standing = (rows: Row[]): string[] => offersFor(rows, "samir", now).map((o) => o.standing + (o.waiting ? " here" : ""));

test.each([
  ["asked", [offer("1")], ["open"]],
  ["said yes", [offer("1"), reply("a", "yes")], ["yes"]],
  ["said yes, offline", [offer("1"), reply("a", "yes", {}, { status: "phone" })], ["yes here"]],
  ["changed their mind", [offer("1"), reply("b", "no"), reply("a", "yes")], ["no"]],
  ["somebody else's answer", [offer("1"), reply("a", "yes", { assistant: "tilda" })], ["open"]],
  ["an answer that was refused", [offer("1"), reply("a", "yes", {}, { rev: 0, status: "refused" })], ["open"]],
  ["an answer of which a change was refused", [offer("1"), reply("a", "yes", {}, { status: "refused" })], ["yes"]],
  ["got it", [offer("1", { given: "samir" }), reply("a", "yes")], ["yours"]],
  ["somebody else got it", [offer("1", { given: "tilda" }), reply("a", "yes")], ["gone"]],
  ["somebody else got what one did not want", [offer("1", { given: "tilda" }), reply("a", "no")], []],
  ["taken back", [offer("1", { void: true })], []],
  ["taken back after a yes", [offer("1", { void: true }), reply("a", "yes")], ["gone"]],
  ["given to me by hand", [offer("1", { void: true }), reply("a", "yes"), row("plan/p", { ...times, assistant: "samir" })], []],
  ["begun, unanswered", [offer("1", { start: "2026-11-04T08:00+01:00" })], []],
  ["begun, after a no", [offer("1", { start: "2026-11-04T08:00+01:00" }), reply("a", "no")], []],
  ["begun, after a yes", [offer("1", { start: "2026-11-04T08:00+01:00" }), reply("a", "yes")], ["yes"]],
  ["begun, and mine", [offer("1", { start: "2026-11-04T08:00+01:00", given: "samir" })], ["yours"]],
  ["over", [offer("1", { end: "2026-11-04T07:00+01:00" })], []],
  ["not for me", [offer("1", { to: ["tilda"] })], []],
] as [string, Row[], string[]][])("%s", (_, rows, want) => {
  expect(standing(rows)).toEqual(want);
});

test("an answer names the offer, whose it is and the month that it is filed under", () => {
  const [one] = offersFor([offer("1")], "samir", now);
  expect(one && answer(one, "samir", "yes")).toEqual({ offer: "1", assistant: "samir", beneficiary: "alva", month: "2026-11", says: "yes" });
});

test("what I wish to be without is what I have asked and not taken back", () => {
  const rows = [
    row("swap/1", swap({ id: "p", beneficiary: "alva", start: "2026-11-05T08:00+01:00" }, "samir")), row("swap/2", { plan: "q", assistant: "samir", void: true }),
    row("swap/3", { plan: "r", assistant: "tilda" }), row("swap/4", { plan: "s", assistant: "samir" }, { rev: 0, status: "refused" }),
    row("swap/5", { plan: "t", assistant: "samir" }, { status: "refused" }),
  ];
  expect([...swapsOf(rows, "samir").keys()]).toEqual(["p", "t"]);
  expect(rows[0]?.fields).toEqual({ plan: "p", assistant: "samir", beneficiary: "alva", month: "2026-11" });
});
