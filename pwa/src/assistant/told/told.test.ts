import { expect, test } from "vitest";
import type { Mine } from "../mine";
import { grantedInWords, shown, type Granted, type OwnMonth, type Told } from "./told";

const granted: Granted = { from: "2026-10-01", to: "2026-10-31", granted: 600, used: { num: 780, den: 2 }, left: { num: 420, den: 2 }, through: "2026-10-12" };

test("granted hours are said as used, granted and left; over them, as how much more", () => {
  expect(grantedInWords(granted)).toMatch(/^6 h 30 min av 10 h är använda till och med måndag 12 oktober\. 3 h 30 min kvar\.$/);
  expect(grantedInWords({ ...granted, used: { num: 660, den: 1 }, left: { num: -60, den: 1 } })).toMatch(/^11 h är använda till och med måndag 12 oktober: 1 h mer än de 10 h som är beviljade\.$/);
});

const told = (code: string, ...rows: string[]): Told => ({ code, severity: "warns", rows, message: { sv: "", en: "" }, action: { sv: "", en: "" }, source: "" });
const row = (ref: string, status: string): Mine => ({ row: { ref, status } }) as unknown as Mine;
const at = (id: string, ...findings: Told[]): OwnMonth => ({ beneficiary: { id, name: id }, granted: null, findings });

test("what is told of rows that have changed here since is left out, and so is whoever is not chosen", () => {
  const months = [at("alva", told("daily_rest", "shift/1", "shift/2"), told("long_pass", "shift/1")), at("bo", told("in_hospital", "shift/3"))];
  const codes = (place: string, mine: readonly Mine[]) => shown(months, place, mine).flatMap((m) => m.findings.map((f) => f.code));
  expect(codes("", [row("shift/1", "received")])).toEqual(["daily_rest", "long_pass", "in_hospital"]);
  expect(codes("alva", [])).toEqual(["daily_rest", "long_pass"]);
  expect(codes("", [row("shift/2", "phone"), row("shift/3", "sent")])).toEqual(["long_pass"]);
});
