import { expect, test } from "vitest";
import { differenceInWords } from "./differences";

test("what was signed otherwise, in words", () => {
  expect(differenceInWords({ field: "active", sent: "27869", signed: "27929" })).toEqual({ name: "Aktiv", sent: "464 h 29 min", signed: "465 h 29 min" });
  expect(differenceInWords({ field: "month", sent: "2026-10", signed: "2026-09" })).toEqual({ name: "Månad", sent: "oktober 2026", signed: "september 2026" });
  expect(differenceInWords({ field: "provider", sent: "Påhittets assistans", signed: "" })).toEqual({ name: "Anordnare", sent: "Påhittets assistans", signed: "inget" });
});
