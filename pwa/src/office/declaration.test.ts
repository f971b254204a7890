import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesOf, costOf, formOf, hoursOf, kronorOf, minutesOf, oreOf } from "./declaration";

describe("amounts and hours", () => {
  test.each([
    ["1234", 123400], ["1 234", 123400], ["1\u00a0234,5", 123450], ["1234.50", 123450], ["0", 0], ["12 kr", 1200],
    ["", undefined], ["tolv", undefined], ["1,234", undefined], ["-5", undefined], ["1234,567", undefined],
  ])("%s kr", (text, ore) => expect(oreOf(text)).toBe(ore));
  test.each([["120", 7200], ["120.30", 7230], ["120:05", 7205], ["120,5", 7230], ["97,25 h", 5835], ["120.75", undefined], ["x", undefined]])("%s h", (text, minutes) => expect(minutesOf(text)).toBe(minutes));
  test("are read as they were written back", () => {
    fc.assert(fc.property(fc.nat(900_000_000), (ore) => oreOf(kronorOf(ore)) === ore));
    fc.assert(fc.property(fc.nat(500_000), (minutes) => minutesOf(hoursOf(minutes)) === minutes));
  });
});

describe("the form", () => {
  test("of a month that has said nothing is unanswered, and shows what recurs", () => {
    expect(formOf({})).toMatchObject({ activity: undefined, abroad: undefined, used: undefined, advance: undefined, phone: "" });
    expect(formOf({}, { activities: ["school"], outside_eea: false, phone: "070", all_used: true, cost_pay_hour: 21050, cost_pay_period: 999 })).toMatchObject({
      activity: "yes", activities: ["school"], abroad: "no", used: "yes", phone: "070", costs: { pay: { hour: "210,50", period: "" } },
    });
  });

  test("says what was said before what recurs", () => {
    expect(formOf({ activities: [], outside_eea: true }, { activities: ["school"], outside_eea: false })).toMatchObject({ activity: "no", activities: [], abroad: "yes" });
  });

  test("is written with what has changed alone, and confirmed", () => {
    const said = { beneficiary: "b", month: "2026-10", activities: [], outside_eea: false, all_used: true, confirmed: true };
    expect(changesOf(formOf(said), said, false)).toEqual({ set: {}, wrong: {} });
    expect(changesOf({ ...formOf(said), used: "no", left: "1 200,50" }, said, false)).toEqual({ set: { all_used: false, left_ore: 120050 }, wrong: {} });
    expect(changesOf(formOf({}), {}, false)).toEqual({ set: { confirmed: true }, wrong: {} });
  });

  test("says what is contested, also where it stays", () => {
    const said = { all_used: true, outside_eea: false, confirmed: true };
    expect(changesOf(formOf(said), said, false, ["all_used", "left_ore"]).set).toEqual({ all_used: true, left_ore: null });
  });

  test("takes back what no longer belongs to the answer", () => {
    const said = { all_used: false, left_ore: 100, advance_from: "2026-10-01", advance_to: "2026-10-31", advance_left_ore: 0, confirmed: true };
    expect(changesOf({ ...formOf(said), used: "yes", advance: "no" }, said, false).set).toEqual({ all_used: true, left_ore: null, advance_from: null, advance_to: null, advance_left_ore: null });
  });

  test("says what is missing or cannot be read, field by field", () => {
    const form = formOf({});
    expect(changesOf({ ...form, activity: "yes", used: "no", left: "" }, {}, false).wrong).toEqual({ activities: "needed", left: "needed" });
    expect(changesOf({ ...form, advance: "yes", advanceFrom: "2026-10-02", advanceTo: "2026-10-01", advanceLeft: "x" }, {}, false).wrong).toEqual({ advanceTo: "order", advanceLeft: "unreadable" });
    expect(changesOf({ ...form, hours: "x", costs: { ...form.costs, pay: { hour: "y", period: "1" } } }, {}, true).wrong).toEqual({ hours: "unreadable", "pay-hour": "unreadable" });
    expect(changesOf({ ...form, hours: "x" }, {}, false).wrong, "who is no employer says no costs").toEqual({});
  });

  test("comes back as it was written", () => {
    const answer = fc.constantFrom<"yes" | "no">("yes", "no");
    fc.assert(fc.property(answer, answer, answer, fc.nat(1_000_000), fc.nat(1_000_000), (activity, abroad, used, left, pay) => {
      const empty = formOf({});
      const form = { ...empty, activity, activities: activity === "yes" ? (["school"] as const) : [], abroad, used, left: used === "no" ? kronorOf(left) : "", advance: "no" as const, costs: { ...empty.costs, pay: { hour: kronorOf(pay), period: kronorOf(pay) } }, hours: "100" };
      const { set, wrong } = changesOf(form, {}, true);
      expect(wrong).toEqual({});
      expect(formOf(set)).toEqual(form);
      expect(costOf(form)).toBe(pay);
    }));
  });
});
