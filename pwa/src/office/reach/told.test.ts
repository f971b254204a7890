import { expect, test } from "vitest";
import { reachedBy, rungKey, type Step } from "./told";

const step: Step = { rung: "push", at: "2026-11-03T10:00:00Z", passed: "", delivered: null, shown: null, opened: null };

test("the farthest that a notice is known to have come", () => {
  expect(reachedBy(step)).toEqual({ key: "told.sent", at: step.at });
  expect(reachedBy({ ...step, delivered: "d" })).toEqual({ key: "told.delivered", at: "d" });
  expect(reachedBy({ ...step, delivered: "d", shown: "s" })).toEqual({ key: "told.shown", at: "s" });
  expect(reachedBy({ ...step, opened: "o" })).toEqual({ key: "told.opened", at: "o" });
  expect(reachedBy({ ...step, passed: "no_device" })).toBeUndefined();
  expect(reachedBy({ ...step, rung: "list" })).toBeUndefined();
});

test("a rung that nobody here knows is another way", () => {
  expect(rungKey("mail")).toBe("rung.mail");
  expect(rungKey("pigeon")).toBe("rung.other");
});
