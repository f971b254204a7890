import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { viewOf } from "./overlay";
import type { Doc, Kept, Op, Row, Verdict } from "./types";

const folder = new URL("../../../sync/merge/testdata/view/", import.meta.url);

interface Vector {
  readonly says: string;
  readonly doc: Doc;
  readonly ops?: (Op & { n: number })[];
  readonly verdicts?: Verdict[];
  readonly view: Record<string, unknown>;
  readonly clock?: Row["clock"];
}

const vectors = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Vector);

test.each(vectors)("$says", ({ doc, ops = [], verdicts = [], view, clock }) => {
  const own = ops.filter((op) => op.doc === doc.doc).map((op): Kept => {
    const verdict = verdicts.find((v) => v.id === op.id);
    return { id: op.id, n: op.n, op, saved: 0, ...(verdict ? { verdict } : {}) };
  });
  const row = viewOf(doc.doc, doc, own);
  expect(row.fields).toEqual(view);
  expect(row.clock).toEqual(clock);
});

test("there are examples", () => expect(vectors.length).toBeGreaterThan(10));

const doc: Doc = { doc: "shift/1", rev: 5, fields: { end: "a" } };
const kept = (more: Partial<Kept> = {}, op: Partial<Op> = {}): Kept => ({
  id: "x", n: 1, saved: 0, op: { v: 1, id: "x", doc: "shift/1", base: 5, set: { end: "b" }, at: {}, ...op }, ...more,
});
const said = (verdict: Verdict["verdict"], seq = 9): Verdict => ({ id: "x", n: 1, seq, verdict });
const conflict = { fields: ["end"], severity: "clash", candidates: [{ op: "s", set: { end: "a" } }, { op: "c", set: { end: "z" } }] } as const;

test.each<[string, Doc | undefined, Kept[], string]>([
  ["nothing of ours", doc, [], "received"],
  ["not sent", doc, [kept()], "phone"],
  ["answered, not pulled", doc, [kept({ verdict: said("applied") })], "received"],
  ["a conflict", { ...doc, conflicts: [conflict] }, [], "needs-you"],
  ["a conflict beside something that waits", { ...doc, conflicts: [conflict] }, [kept()], "needs-you"],
  ["a conflict that what waits answers", { ...doc, conflicts: [conflict] }, [kept({}, { resolves: ["s", "c"] })], "phone"],
  ["refused", doc, [kept({ verdict: said("refused") })], "refused"],
  ["refused and read", doc, [kept({ verdict: said("refused"), seen: true })], "received"],
  ["parked, told", { ...doc, parked: [{ op: "x", set: {}, reason: "sealed" }] }, [], "parked"],
  ["parked, not pulled yet", doc, [kept({ verdict: said("parked") })], "parked"],
])("%s is %s", (_, pulled, own, status) => {
  expect(viewOf("shift/1", pulled, own).status).toBe(status);
});

test("on its way", () => {
  expect(viewOf("shift/1", doc, [kept()], new Set(["x"])).status).toBe("sent");
  expect(viewOf("shift/1", doc, [kept(), kept({ id: "y", n: 2 })], new Set(["x"])).status).toBe("phone");
});

test("a new row that was refused or parked still says what it would have been", () => {
  expect(viewOf("shift/1", undefined, [kept({ verdict: said("refused") })]).fields).toEqual({ end: "b" });
  expect(viewOf("shift/1", undefined, [kept({ verdict: said("parked"), settled: true })])).toMatchObject({ fields: { end: "b" }, status: "parked", rev: 0 });
});
