import { expect, test } from "vitest";
import { goingRows, lineNow, viewNow } from "./going";
import { cells, step, turn } from "./stages";
import type { Customer, Found, MonthView } from "./types";

const until = "2026-11-09T16:30+01:00";
const before = Date.parse("2026-11-09T15:29:59Z");
const after = Date.parse("2026-11-09T15:30:00Z");
const message = { sv: "Tilda: passet har inget slut.", en: "" };
const line = (stops: number): Customer => ({
  beneficiary: { id: "alva", name: "Alva" }, rows: 3, open: 0, stops, warns: 0, ore: 0, hash: "h", sums: { active: 60, waiting: 0, standby: 0 },
  sheets: { of: 1, missing: 1, who: [], anew: 0, approve: 0, print: 0, send: 0, sent: 0, uncertain: 0, held: 0, rejected: 0, received: 0 },
  stages: { rows: "you", sheets: "wait", sent: "none", ready: "none", notified: "none", handed_over: "none", received: "none", signed: "none" },
  next: { code: "fix", who: "office", message }, state: "open", going: [until],
});

test("a shift that goes on is nobody's to fix while it may; then it is", () => {
  const now = lineNow(line(1), before);
  expect([now.stops, turn(now), step(now), cells(now)[0]?.look, cells(now)[0]?.word, now.hash]).toEqual([0, "waits", 1, "wait", "1 pågår", "h"]);
  expect(now.next).toMatchObject({ code: "going", who: "assistants", message: { sv: "1 pass pågår. Räkningen kan låsas när det är slut." } });
  expect(lineNow(line(1), after)).toEqual(line(1));
});

test("what must be fixed besides is still to be fixed, and counted without it", () => {
  const now = lineNow(line(3), before);
  expect([now.stops, turn(now), cells(now)[0]?.word]).toEqual([2, "you", "2 att rätta"]);
  expect(now.next).toMatchObject({ code: "fix", who: "office", message: { sv: "2 saker måste rättas. 1 pass pågår. Räkningen kan låsas när det är slut." } });
});

test("a month says the same of its findings, and of which rows", () => {
  const found: Found = { code: "no_end", severity: "stops", rows: ["shift/1"], message, ore: 0, until };
  const other: Found = { code: "over_24h", severity: "stops", rows: ["shift/2"], message, ore: 0 };
  const view = { line: line(2), preflight: { paid: false, checks: [], ore: 0, findings: [found, other] } } as unknown as MonthView;
  const now = viewNow(view, before);
  expect(now.preflight.findings.map(({ severity }) => severity)).toEqual(["going", "stops"]);
  expect([...goingRows(now)]).toEqual(["shift/1"]);
  expect(now.line?.stops).toBe(1);
  expect(viewNow(view, after)).toBe(view);
  expect(goingRows(view).size).toBe(0);
});
