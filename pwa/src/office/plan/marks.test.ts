import { expect, test } from "vitest";
import type { Row } from "../../core/types";
import { marksOn } from "./marks";

const row = (ref: string, fields: Record<string, unknown>): [string, Row] => [ref, { ref, kind: ref.split("/")[0], rev: 1, fields: { beneficiary: "alva", ...fields }, conflicts: [], parked: [], pending: [] } as unknown as Row];
const docs = new Map([
  row("stay/1", { kind: "hospital", start: "2026-11-03T14:00+01:00", end: "2026-11-05T10:30+01:00" }), row("stay/2", { kind: "abroad", start: "2026-11-20T00:00+01:00" }),
  row("stay/3", { kind: "hospital", start: "2026-11-03T14:00+01:00", void: true }), row("stay/4", { kind: "hospital", start: "2026-11-03T14:00+01:00", beneficiary: "bo" }),
  row("activity/1", { kind: "school", from: "2026-11-01", to: "2026-11-10", days: ["mon", "tue"], begins: "08.00", ends: "15.00" }),
]);

test.each([
  ["2026-11-02", ["school 08.00-15.00"]], ["2026-11-03", ["school 08.00-15.00", "hospital 14.00-24.00"]], ["2026-11-04", ["hospital"]], ["2026-11-05", ["hospital 00.00-10.30"]],
  ["2026-11-06", []], ["2026-11-16", []], ["2026-11-20", ["abroad"]], ["2027-11-20", ["abroad"]],
])("%s holds %j", (date, want) => {
  expect(marksOn(docs, "alva", date).map((m) => (m.from ? `${m.kind} ${m.from}-${m.to}` : m.kind))).toEqual(want);
});
