import { expect, test } from "vitest";
import { changeInWords, standingOf, stepOf, unsaidInWords } from "./sheets";
import type { SheetRow, SheetState } from "./types";

const next = (code: string) => ({ code, who: "office", message: { sv: "", en: "" } });

test.each([
  ["open", "ready", "ready"],
  ["open", "fix", undefined],
  ["open", "month", undefined],
  ["ready", "print", "printed"],
  ["ready", "sign", "printed"],
  ["printed", "hand_sign", "signed-by-hand"],
  ["hand_signed", "complete", "complete"],
  ["complete", "nothing", undefined],
  ["signed", "approve", undefined],
  ["rejected", "rejected", undefined],
] as const)("what is %s, with %s next, offers %s", (state, code, step) => {
  expect(stepOf({ state, next: next(code) })).toBe(step);
});

test("every state has its own words, and only what asks for something is filled", () => {
  const states: SheetState[] = ["open", "ready", "signed", "approved", "sent", "received", "rejected", "printed", "hand_signed", "complete"];
  expect(new Set(states.map((state) => standingOf({ state, changed: false }).word)).size).toBe(states.length);
  expect(states.filter((state) => standingOf({ state, changed: false }).tone === "you")).toEqual([]);
  expect(standingOf({ state: "open", changed: true })).toMatchObject({ tone: "you", word: "Ändrad" });
});

const row = (more: Partial<SheetRow> = {}): SheetRow => ({ day: 5, from: "08.00", to: "18.00", kind: "active", minutes: 600, row: "shift/a", ...more });

test("a change says what was and what is", () => {
  expect(changeInWords({ row: "shift/a", was: row(), is: row({ to: "19.00" }) }, "2026-10")).toBe("mån 5 08.00–18.00, aktiv blev mån 5 08.00–19.00, aktiv");
  expect(changeInWords({ row: "shift/a", was: null, is: row() }, "2026-10")).toMatch(/^Ny: /);
  expect(changeInWords({ row: "shift/a", was: row(), is: null }, "2026-10")).toMatch(/^Borttagen: /);
});

test("what is missing is named; what this app does not know is not", () => {
  expect(unsaidInWords([])).toBe("");
  expect(unsaidInWords(["from_a_newer_server"])).toBe("");
  expect(unsaidInWords(["provider_phone", "employment"])).toBe("Saknas: anställning, anordnarens telefon");
});
