import { expect, test } from "vitest";
import type { Row as Doc } from "../core/types";
import { aroundNow, firstName, initials } from "./here";

const doc = (ref: string, fields: Doc["fields"]): Doc => ({ ref, kind: ref.split("/")[0] ?? "", id: ref.split("/")[1] ?? "", rev: 1, fields, conflicts: [], parked: [], status: "received", pending: [] });
const shift = (id: string, assistant: string, start: string, end?: string, more: Doc["fields"] = {}) => doc(`shift/${id}`, { assistant, beneficiary: "a", kind: "active", start, ...(end ? { end } : {}), ...more });
const plan = (id: string, assistant: string, start: string, end: string, more: Doc["fields"] = {}) => doc(`plan/${id}`, { assistant, beneficiary: "a", kind: "active", start, end, ...more });
const at = (clock: string): number => Date.parse(`2026-11-11T${clock}:00+01:00`);
const on = (clock: string): string => `2026-11-11T${clock}+01:00`;

test("who is here, who comes, and the day as a strip", () => {
  const { here, late, next, strip, at: now } = aroundNow([
    shift("1", "y", on("07:02")), shift("2", "p", on("00:00"), on("06:00"), { kind: "waiting" }), shift("3", "z", on("07:00"), undefined, { void: true }),
    plan("1", "p", on("14:00"), on("22:00")), plan("2", "q", on("14:00"), on("16:00")), plan("3", "y", on("07:00"), on("14:00")), doc("plan/4", {}),
  ], "a", at("12:00"));
  expect(here.map((s) => s.assistant)).toEqual(["y"]);
  expect(late).toEqual([]);
  expect(next.map((p) => p.assistant)).toEqual(["q", "p"]);
  expect(now).toBe(0.5);
  expect(strip.filter((p) => p.kind === "waiting")).toEqual([{ from: 0, to: 0.25, kind: "waiting" }]);
  expect(strip.filter((p) => p.kind === "active")[0]?.to).toBe(0.5);
  expect(strip.filter((p) => p.kind === "planned")).toHaveLength(3);
});

test("a plan that nobody has started is late, until a shift answers it; one who is nobody's is too", () => {
  const vacant = plan("2", "", on("08:00"), on("20:00"));
  expect(aroundNow([plan("1", "p", on("08:00"), on("10:00"))], "a", at("09:00")).late.map((p) => p.assistant)).toEqual(["p"]);
  expect(aroundNow([plan("1", "p", on("08:00"), on("10:00")), shift("1", "q", on("08:05"), undefined, { plan: "1" })], "a", at("09:00")).late).toEqual([]);
  expect(aroundNow([vacant], "a", at("09:00")).late).toHaveLength(1);
});

test("what was forgotten is not here, nor is anybody at another's", () => {
  const around = aroundNow([shift("1", "y", "2026-11-01T08:00+01:00"), shift("2", "z", on("08:00"), undefined, { beneficiary: "b" }), plan("1", "z", on("20:00"), on("21:00"), { beneficiary: "b" }), plan("2", "y", "2026-11-30T08:00+01:00", "2026-11-30T09:00+01:00")], "a", at("09:00"));
  expect([around.here, around.late, around.next, around.strip]).toEqual([[], [], [], []]);
});

test("names as people say them", () => {
  expect(firstName("Petra Provby", ["Petra Provby", "Yohannes Exempel"])).toBe("Petra");
  expect(firstName("Petra Provby", ["Petra Provby", "Petra Skissgren"])).toBe("Petra Provby");
  expect([initials("Yohannes Exempel"), initials("Bo"), initials("åke von Öst"), initials("")]).toEqual(["YE", "B", "ÅÖ", ""]);
});
