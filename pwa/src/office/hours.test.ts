import { expect, test } from "vitest";
import { forecastWords } from "./hours";

test.each([
  ["2026-11-10", 0, "Prognosen följer takten hittills: inget är planerat framåt."],
  ["2026-11-10", 20, "Prognosen följer det som är planerat."],
  ["2026-11-10", 19, "Prognosen följer det som är planerat i 19 dagar, och takten hittills i 1 dag som ingen har planerat."],
  ["2026-11-30", 0, "Perioden är slut."],
])("through %s, %d days planned", (through, plannedDays, want) => {
  expect(forecastWords({ through, to: "2026-11-30", plannedDays })).toBe(want);
});
