import { expect, test } from "vitest";
import { daysOf, eventKey, standing, type Hook } from "./systems";

test.each([["2026-11-29", undefined], ["2026-11-30", 1], ["2028-11-28", 730], ["2028-11-29", undefined], ["2026-11-01", undefined], ["", undefined], ["i morgon", undefined]])("a token that holds until %s holds for %s days", (last, days) => {
  expect(daysOf("2026-11-29", last)).toBe(days);
});

test("how a system takes what it is told", () => {
  const hook: Hook = { id: "1", host: "x.example", events: [] };
  expect(standing(hook)).toBe("new");
  expect(standing({ ...hook, told: "t" })).toBe("told");
  expect(standing({ ...hook, told: "t", since: "s" })).toBe("failing");
  expect(standing({ ...hook, told: "t", since: "s", dead: "d" })).toBe("dead");
});

test("an event that the app does not know has a word, too", () => {
  expect(eventKey("plan.changed")).toBe("event.plan.changed");
  expect(eventKey("x")).toBe("event.other");
});
