import { expect, test } from "vitest";
import type { Shift } from "../../core/month";
import type { Plan } from "../../core/plan";
import { instant } from "../../core/time";
import { confirmed, unconfirmed } from "./worked";

const plan = (id: string, from: string, to: string, more: Partial<Plan> = {}): Plan => ({
  ref: `plan/${id}`, id, assistant: "samir", beneficiary: "alva", kind: "active", note: "", void: false, disputed: false, draft: false, start: `2026-11-02T${from}+01:00`, end: `2026-11-02T${to}+01:00`, ...more,
});
const shift = (from: string, to: string | undefined, more: Partial<Shift> = {}): Shift => ({
  ref: "shift/1", assistant: "samir", beneficiary: "alva", kind: "active", note: "", plan: "", void: false, start: `2026-11-02T${from}+01:00`, end: to === undefined ? undefined : `2026-11-02T${to}+01:00`, ...more,
});

test("what is over, somebody's and unanswered can be confirmed for them", () => {
  const plans = [
    plan("over", "06:00", "08:00"), plan("worked", "08:00", "10:00"), plan("linked", "10:00", "11:00"), plan("reached", "11:00", "14:00"), plan("going", "14:00", "18:00"),
    plan("vacant", "06:00", "08:00", { assistant: "" }), plan("draft", "06:00", "08:00", { draft: true }), plan("asked", "06:00", "08:00", { disputed: true }), plan("other", "08:00", "10:00", { assistant: "tilda" }),
  ];
  const shifts = [shift("08:00", "10:00"), shift("10:30", "10:35", { plan: "linked" }), shift("10:50", "11:20"), shift("06:00", "08:00", { void: true })];
  const ids = unconfirmed(plans, shifts, instant("2026-11-02T16:00+01:00")).map((p) => p.id);
  expect(ids).toEqual(["over", "other"]);
});

test("a row that has no end yet reaches into what comes after it", () => {
  expect(unconfirmed([plan("a", "08:00", "10:00")], [shift("07:00", undefined, { beneficiary: "bo" })], instant("2026-11-02T16:00+01:00"))).toEqual([]);
});

test("each becomes a row that names its plan", () => {
  expect(confirmed([plan("a", "06:00", "08:00")], () => "new")).toEqual([{ ref: "shift/new", base: 0, set: { assistant: "samir", beneficiary: "alva", kind: "active", start: "2026-11-02T06:00+01:00", end: "2026-11-02T08:00+01:00", plan: "a" } }]);
});
