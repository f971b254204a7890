import { expect, test } from "vitest";
import { decisionTable, registrationTable } from "./tables";

const names = (id: string): string => ({ a: "Alva", b: "Bo" })[id] ?? "";

test("decisions and registrations go into a file as they are shown", () => {
  const decisions = decisionTable([{ beneficiary: "a", state: "ends", to: "2026-12-31", left: 32, doc: undefined }, { beneficiary: "b", state: "none", to: "", left: 0, doc: undefined }], names);
  expect(decisions.rows.map((row) => [row[0], row[2], row[3]])).toEqual([["Alva", null, "2026-12-31"], ["Bo", null, null]]);
  expect(String(decisions.rows[0]?.[1])).toContain("32");
  const told = registrationTable([{ assistant: "b", beneficiary: "a", from: "2026-11-01", to: "", state: "late", sent: "2026-10-30", received: "2026-11-03" }], names);
  expect(told.rows[0]).toEqual(["Bo", "Alva", expect.any(String), "2026-10-30", "2026-11-03", "2026-11-01", null]);
  expect(told.columns.length).toBe(told.rows[0]?.length);
});
