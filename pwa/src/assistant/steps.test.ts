import { expect, test } from "vitest";
import type { Kind } from "../core/month";
import type { Status } from "../core/types";
import type { Mine } from "./mine";
import { standing } from "./steps";

let n = 0;
function row(day: string, status: Status = "received", more: { end?: undefined; void?: true } = {}): Mine {
  const ref = `shift/${++n}`;
  const kind: Kind = "active";
  const shift = { ref, assistant: "samir", beneficiary: "alva", kind, start: `${day}T08:00+01:00`, end: `${day}T14:00+01:00`, plan: "", note: "", void: false, ...more };
  return { shift, row: { ref, kind: "shift", id: String(n), rev: 1, fields: {}, conflicts: [], parked: [], pending: [], status } };
}

const after = Date.parse("2026-12-02T10:00+01:00");
const during = Date.parse("2026-11-20T10:00+01:00");

test.each([
  ["nothing in it", [], 0, after, 0, { for: "rows" }],
  ["nothing but another month's rows", [row("2026-12-01", "phone")], 0, after, 0, { for: "rows" }],
  ["nothing but what was removed", [row("2026-11-03", "received", { void: true })], 0, after, 0, { for: "rows" }],
  ["it goes on", [row("2026-11-03")], 0, during, 0, { for: "end" }],
  ["it is to come", [], 0, Date.parse("2026-10-20T10:00+02:00"), 0, { for: "end" }],
  ["its last day is over in Stockholm, not in UTC", [row("2026-11-03")], 0, Date.parse("2026-12-01T00:10+01:00"), 1, { for: "done" }],
  ["a shift of it goes on", [row("2026-11-30", "received", { end: undefined })], 0, after, 0, { for: "end" }],
  ["something must be fixed, also while it goes on", [row("2026-11-03")], 2, during, 0, { for: "fix", n: 2 }],
  ["rows are on the phone alone", [row("2026-11-03", "phone"), row("2026-11-04", "sent"), row("2026-11-05")], 0, after, 0, { for: "network", n: 2 }],
  ["a removal is on the phone alone", [row("2026-11-03"), row("2026-11-04", "phone", { void: true })], 0, after, 0, { for: "network", n: 1 }],
  ["the office has not answered", [row("2026-11-03", "parked"), row("2026-11-05")], 0, after, 0, { for: "office", n: 1 }],
  ["all is received", [row("2026-11-03"), row("2026-11-04")], 0, after, 1, { for: "done" }],
] as const)("%s", (_, mine, fixes, now, at, waits) => {
  expect(standing("2026-11", mine, fixes, now, 1)).toEqual({ at, waits });
});

test.each([
  ["nobody has said that they are whole", 1, 1, { for: "done" }],
  ["they are whole", 2, 2, undefined],
  ["they are signed", 3, 3, undefined],
  ["they are there", 4, 4, undefined],
] as const)("when %s", (_, reached, at, waits) => {
  expect(standing("2026-11", [row("2026-11-03")], 0, after, reached)).toEqual({ at, waits });
  expect(standing("2026-11", [row("2026-11-03")], 1, after, reached)).toEqual({ at: 0, waits: { for: "fix", n: 1 } });
  // A late change takes nothing back of what is signed.
  expect(standing("2026-11", [row("2026-11-03", "parked")], 0, after, reached)).toEqual({ at: reached > 1 ? at : 0, waits: { for: "office", n: 1 } });
});
