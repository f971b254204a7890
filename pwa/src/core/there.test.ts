import { expect, test } from "vitest";
import { viewOf } from "./overlay";
import { there } from "./there";
import type { Doc, Fields, Kept, Parked, Verdict } from "./types";

const ref = "engagement/1";
const set: Fields = { assistant: "anna", from: "2026-11-01" };
const own = (verdict?: Verdict["verdict"], more: Partial<Kept> = {}, seq = 9): Kept => ({
  id: "x", n: 1, saved: 0, op: { v: 1, id: "x", doc: ref, base: 0, set, at: {} }, ...(verdict ? { verdict: { id: "x", n: 1, seq, verdict } } : {}), ...more,
});
const parked: Parked = { op: "x", set, at: {}, reason: "right_ended" };
const doc = (more: Partial<Doc> = {}): Doc => ({ doc: ref, rev: 9, fields: {}, ...more });

test.each<[string, Doc | undefined, Kept[], boolean]>([
  ["just written", undefined, [own()], true],
  ["taken, and not pulled yet", undefined, [own("applied")], true],
  ["pulled", doc({ fields: set, by: ["karin"] }), [], true],
  ["refused", undefined, [own("refused")], false],
  ["refused, with another that waits", undefined, [own("refused"), own(undefined, { id: "y", n: 2 })], true],
  ["a change of it refused", doc({ fields: set, by: ["karin"] }), [own("refused")], true],
  ["parked, as this device was told", undefined, [own("parked", { settled: true })], false],
  ["parked, as the server says", doc({ parked: [parked] }), [], false],
  ["a change of it parked", doc({ fields: { ...set, to: "2026-11-30" }, parked: [{ ...parked, set: { to: "2026-12-31" } }] }), [], true],
  ["a change parked that says all that stands", doc({ fields: set, by: ["karin"], parked: [parked] }), [], true],
])("a document: %s", (_, pulled, ops, is) => expect(there(viewOf(ref, pulled, ops))).toBe(is));
