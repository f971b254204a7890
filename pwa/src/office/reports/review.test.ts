import { expect, test } from "vitest";
import { ordered, outlook, percent, top, type DecisionReview } from "./review";

const hours = (n: number) => ({ num: n * 60, den: 1 });
const of = (id: string, granted: number, used: number, forecast: number, planned: number): DecisionReview => ({
  beneficiary: { id, name: id }, per: "month", planned: hours(planned),
  use: { from: "2026-11-01", to: "2026-11-30", granted: granted * 60, used: hours(used), left: hours(granted - used), forecast: hours(forecast), plannedDays: 0, through: "2026-11-10" },
});

test.each([[100, 30, 90, 60, "fits"], [100, 30, 90, 70, "fits"], [100, 30, 90, 71, "planned"], [100, 30, 101, 70, "forecast"], [100, 101, 300, 0, "over"], [100, 100, 100, 0, "fits"]] as const)("granted %d, used %d, forecast %d, planned %d: %s", (granted, used, forecast, planned, want) => {
  expect(outlook(of("a", granted, used, forecast, planned))).toBe(want);
});

test("whoever's hours do not suffice comes first", () => {
  expect(ordered([of("fits", 100, 30, 90, 0), of("tighter", 100, 40, 95, 0), of("pace", 100, 40, 120, 0), of("over", 100, 110, 300, 0), of("planned", 100, 40, 90, 70)]).map((one) => one.beneficiary.id)).toEqual(["over", "planned", "pace", "tighter", "fits"]);
});

test("only all of it is a hundred percent", () => {
  expect([percent(999, 1000), percent(3, 3), percent(0, 3), percent(0, 0)]).toEqual([99, 100, 0, undefined]);
});

test.each([[0, 1], [1, 1], [1.5, 2], [3, 5], [7, 10], [34, 50], [100, 100], [101, 200]])("a picture of %d goes up to %d", (most, want) => {
  expect(top(most)).toBe(want);
});
