import { expect, test } from "vitest";
import { waitsNew } from "./waits";

test.each([
  ["2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", "", "", false],
  ["2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", "open", "ready", false],
  ["2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", "ready", "", true],
  ["2026-10-05T08:00+02:00", "2026-10-05T12:00+02:00", "open", "approved", true],
  ["2026-09-30T22:00+02:00", "2026-10-01T06:00+02:00", "ready", "", true], // a night into the locked month
  ["2026-09-30T22:00+02:00", "2026-10-01T00:00+02:00", "ready", "approved", false],
  ["2026-11-01T00:00+01:00", "2026-11-01T06:00+01:00", "ready", "approved", true], // on a closed day
])("a new row from %s to %s, in a month whose invoice is %j and whose timesheet is %j", (start, end, invoice, sheet, waits) => {
  const known = new Map([
    ["invoice/a@2026-10", { kind: "invoice", fields: { state: invoice } }], ["timesheet/s.a@2026-10", { kind: "timesheet", fields: { state: sheet } }],
    ["closed/a@2026-11", { kind: "closed", fields: { beneficiary: "a", month: "2026-11", until: "2026-11-01" } }],
  ]);
  expect(waitsNew(known, { assistant: "s", beneficiary: "a", start, end })).toBe(waits);
});
