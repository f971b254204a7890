import { expect, test } from "vitest";
import { answerInWords, clockInWords } from "./told";

const names = (id: string): string => ({ k: "Karin M.", s: "Samir P." })[id] ?? id;

test("an answer says all that it sets", () => {
  expect(answerInWords({ set: { end: "2026-10-27T22:00+01:00" } }, names)).toBe("22.00");
  expect(answerInWords({ set: { start: "2026-10-27T14:00+01:00", end: "2026-10-27T22:00+01:00", kind: "waiting" } }, names)).toBe("14.00–22.00, Väntetid");
  expect(["+02:00", "+01:00"].map((offset) => answerInWords({ set: { end: `2026-10-25T02:30${offset}` } }, names))).toEqual(["02.30 (första)", "02.30 (andra)"]);
  expect(answerInWords({ set: { void: true } }, names)).toBe("Raden ska bort");
  expect(answerInWords({ set: { end: null } }, names)).toBe("Inget slut");
});

test.each([
  [3_600_000, "2026-10-31T21:10:04.512Z", "Klockan gick 1 h före när raden skrevs. Den visade 31 okt 2026 22.10. Det var omkring 31 okt 2026 21.10."],
  [-300_000, "2026-10-31T21:10:04.512Z", "Klockan gick 5 min efter när raden skrevs. Den visade 31 okt 2026 22.10. Det var omkring 31 okt 2026 22.15."],
  [3_600_000, "", "Klockan gick 1 h före när raden skrevs."],
])("a row by a clock that was %i ms off says so, and both times where they are known", (ahead, wall, words) => {
  expect(clockInWords({ ahead, wall })).toBe(words);
});
