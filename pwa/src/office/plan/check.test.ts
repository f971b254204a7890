import { expect, test } from "vitest";
import type { Row } from "../../core/types";
import { stopped } from "./check";

const draft = { id: "p", assistant: "tilda", beneficiary: "alva", kind: "active" as const, start: "2026-11-05T08:00+01:00", end: "2026-11-05T16:00+01:00" };
const message = { sv: "Tilda arbetar då.", en: "Tilda works then." };
const other = { ref: "plan/q", kind: "plan", rev: 1, status: "phone", conflicts: [], fields: { ...draft, id: undefined, start: "2026-11-06T08:00+01:00", end: "2026-11-06T16:00+01:00" } } as unknown as Row;

test.each([
  ["nothing is found", [], undefined],
  ["something is in the way", [{ code: "absent", severity: "warns", rows: ["plan/p"], message }, { code: "overlap_assistant", severity: "stops", rows: ["plan/p", "plan/x"], message }], "Tilda arbetar då."],
  ["only a warning", [{ code: "absent", severity: "warns", rows: ["plan/p"], message }], undefined],
  ["it is about another plan", [{ code: "overlap_assistant", severity: "stops", rows: ["plan/q"], message }], undefined],
  ["nobody answers", undefined, undefined],
])("what stops a plan: %s", async (_, findings, want) => {
  let asked: unknown;
  const post = (path: string, body: unknown): Promise<unknown> => {
    asked = [path, body];
    return findings ? Promise.resolve({ findings, hours: [] }) : Promise.reject(new Error("away"));
  };
  expect(await stopped({ post, docs: { value: new Map([[other.ref, other]]) } as never }, draft)).toBe(want);
  // The whole week, with what the server does not know yet.
  expect(asked).toMatchObject(["/api/v1/plan/check", { beneficiary: "alva", from: "2026-11-02", to: "2026-11-08", plans: [{ id: "q" }, draft] }]);
});
