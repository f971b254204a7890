import { expect, test } from "vitest";
import { differenceInWords } from "./differences";

test("what was signed otherwise, in words", () => {
  expect(differenceInWords({ field: "active", sent: "27869", signed: "27929" })).toEqual({ name: "Aktiv", sent: "464 h 29 min", signed: "465 h 29 min" });
});
