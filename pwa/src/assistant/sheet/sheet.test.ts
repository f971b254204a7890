import { expect, test } from "vitest";
import type { SheetState } from "../../core/sheet";
import { changeInWords, mayDo, paperInWords, reachedBy, signedInWords, standingOf, type Sheet } from "./sheet";

const sheet = (state: SheetState, more: Partial<Sheet> = {}): Sheet => ({
  assistant: { id: "samir", name: "Samir" }, beneficiary: { id: "alva", name: "Alva" }, month: "2026-10", hash: "h", state, version: 1, route: "paper", paper: "",
  sums: { active: 600, waiting: 0, standby: 0 }, rows: 1, at: {}, by: {}, changed: false, fallen: null, unsaid: [], stops: 0, why: "",
  next: { code: state === "open" ? "ready" : "x", who: "assistants", message: { sv: "", en: "" } }, changes: [], ...more,
});

test("the month has come as far as the timesheet that has come the shortest way", () => {
  expect(reachedBy([])).toBe(1);
  expect(reachedBy([sheet("complete"), sheet("open")])).toBe(1);
  expect(reachedBy([sheet("complete"), sheet("printed")])).toBe(2);
  expect(reachedBy([sheet("hand_signed"), sheet("sent")])).toBe(3);
  expect(reachedBy([sheet("complete"), sheet("received")])).toBe(4);
});

test("it says who said that it is whole, and what is in the way", () => {
  expect(standingOf(sheet("open"), "samir")).toMatch(/^Säg till/);
  expect(standingOf(sheet("open", { changed: true }), "samir")).toMatch(/har ändrats/);
  expect(standingOf(sheet("open", { changed: true, stops: 1 }), "samir")).toMatch(/rättas först/);
  expect(standingOf(sheet("ready", { by: { ready: { id: "samir", name: "Samir" } } }), "samir")).toMatch(/^Du har sagt/);
  expect(standingOf(sheet("ready", { by: { ready: { id: "karin", name: "Karin" } } }), "samir")).toMatch(/^Kontoret har sagt/);
});

test("a signature that fell is said to have fallen", () => {
  const fallen = { version: 1, state: "signed", why: "rows_changed" } as const;
  expect(standingOf(sheet("open", { changed: true, fallen }), "samir")).toMatch(/^Det du skrev under gäller inte längre/);
  expect(standingOf(sheet("open", { changed: true, fallen: { ...fallen, state: "ready" } }), "samir")).toMatch(/har ändrats sedan/);
});

test("it says what is signed, and why it is not signed here", () => {
  expect(signedInWords(sheet("ready", { sums: { active: 600, waiting: 90, standby: 0 } }), "Alva")).toBe("Du skriver under oktober 2026, Alva: aktiv 10 timmar, väntetid 1 timme 30 minuter.");
  expect(paperInWords(sheet("ready", { route: "elt" }), "Alva")).toBe("");
  expect(paperInWords(sheet("ready", { paper: "samordningsnummer" }), "Alva")).toMatch(/samordningsnummer/);
  expect(paperInWords(sheet("ready"), "Alva")).toMatch(/går på papper/);
});

test.each([
  ["open", "ready"], ["ready", "reopen"], ["printed", "reopen"], ["signed", "reopen"],
  ["approved", undefined], ["hand_signed", undefined], ["complete", undefined], ["rejected", undefined],
] as const)("what is %s may be: %s", (state, may) => {
  expect(mayDo(sheet(state))).toBe(may);
});

test("nothing is offered while something stops it", () => {
  expect(mayDo(sheet("open", { next: { code: "fix", who: "office", message: { sv: "", en: "" } } }))).toBe(undefined);
});

test("a change says what was and what is", () => {
  const row = { day: 5, from: "08.00", to: "18.00", kind: "active", minutes: 600, row: "shift/a" } as const;
  expect(changeInWords({ row: "shift/a", was: row, is: { ...row, to: "" } }, "2026-10")).toBe("mån 5 08.00–18.00, aktiv blev mån 5 08.00–pågår, aktiv");
  expect(changeInWords({ row: "shift/a", was: row, is: null }, "2026-10")).toMatch(/^Borttagen: /);
});
