import { expect, test } from "vitest";
import { isAhead } from "./ahead";

const at = (clock: string): string => `2026-10-27T${clock}+01:00`;

test.each<[string, string, string | undefined, boolean]>([
  ["this evening", at("20:00"), at("22:00"), true],
  ["begun, and its end to come", at("06:00"), at("16:00"), true],
  ["ends this minute", at("06:00"), at("07:00"), false],
  ["from later today, no end yet", at("08:00"), undefined, true],
  ["goes on", at("06:00"), undefined, false],
  ["nothing written", "", undefined, false],
])("whether it is still to come: %s", (_, start, end, want) => {
  expect(isAhead(start, end, Date.parse(at("07:00")))).toBe(want);
});
