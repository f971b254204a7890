import { expect, test } from "vitest";
import { asksOf, countsOf, minutesSince, type AtWork, type Now, type Unbegun } from "./now";

const alva = { id: "alva", name: "Alva" };
const bo = { id: "bo", name: "Bo" };
const work = (name: string, beneficiary: typeof alva, more: Partial<AtWork> = {}): AtWork => ({
  row: `shift/${name}`, assistant: { id: name, name }, beneficiary, kind: "active", since: "2026-11-09T08:00+01:00", month: "2026-11", ...more,
});
const late: Unbegun = { plan: "plan/p", assistant: { id: "tilda", name: "Tilda" }, beneficiary: alva, kind: "active", start: "2026-11-09T10:00+01:00", end: "2026-11-09T16:00+01:00", heard: "2026-11-09T08:58:00Z" };
const now: Now = {
  late: [late, { ...late, plan: "plan/v", assistant: { id: "", name: "" }, beneficiary: bo, heard: undefined as never }],
  working: [work("samir", alva, { why: "plan", planned: "2026-11-09T09:30+01:00" }), work("mira", bo, { why: "long" }), work("jonna", alva)],
};

test("who has not begun is asked about before who has not left, and it is said who is there instead", () => {
  const asks = asksOf(now);
  expect(asks.map(({ what, assistant, from }) => [what, assistant.name, from.slice(11, 16)])).toEqual([
    ["late", "Tilda", "10:00"], ["vacant", "", "10:00"], ["plan", "samir", "09:30"], ["long", "mira", "08:00"],
  ]);
  expect(asks.map(({ others }) => others.map(({ assistant }) => assistant.name))).toEqual([["samir", "jonna"], ["mira"], [], []]);
  expect(asks.map(({ place }) => place)).toEqual([
    "/office/plan/alva/2026-W46", "/office/plan/bo/2026-W46", "/office/alva/2026-11?row=samir", "/office/bo/2026-11?row=mira",
  ]);
  expect(asks[0]?.heard).toBe("2026-11-09T08:58:00Z");
});

test("what the board says of it", () => {
  expect(countsOf(now)).toEqual({ working: 3, late: 2, long: 2 });
  expect(countsOf({ working: [], late: [] })).toEqual({ working: 0, late: 0, long: 0 });
});

test("minutes since, by the instants and not the clock", () => {
  expect(minutesSince("2026-10-25T02:30+02:00", Date.parse("2026-10-25T01:30:59Z"))).toBe(60);
  expect(minutesSince("2026-10-25T12:00+01:00", Date.parse("2026-10-25T10:00:00Z"))).toBe(0);
});
