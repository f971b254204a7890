import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { viewOf } from "../core/overlay";
import type { Fields } from "../core/types";
import { askAgain, forgotten, standingOf, stayOf } from "./forgotten";
import { shiftsOf, type Mine } from "./mine";
import { plansOf } from "./plans";

interface Vector {
  readonly name: string;
  readonly since: string;
  readonly start: string;
  readonly planned: string;
  readonly said: string;
  readonly now: string;
  readonly why: string;
}

const vectors = JSON.parse(readFileSync(new URL("../../../care/testdata/vectors/forgotten.json", import.meta.url), "utf8")) as Vector[];

test.each(vectors)("$name", ({ since, start, planned, said, now, why }) => {
  const going = { since, start, planned: planned || undefined, said: said ? Date.parse(said) : undefined };
  expect(forgotten(going, Date.parse(now)) ?? "").toBe(why);
});

const rows = (docs: Record<string, Fields>) => new Map(Object.entries(docs).map(([doc, fields]) => [doc, viewOf(doc, { doc, rev: 1, fields }, [])]));
const shift = (start: string, end: string | null, more: Fields = {}): Fields => ({ assistant: "anna", beneficiary: "alva", kind: "active", start, end, ...more });

test("rows that follow on each other at one place are one stay", () => {
  const all = rows({
    "shift/0": shift("2026-10-27T20:00+01:00", "2026-10-27T21:00+01:00", { beneficiary: "bo" }),
    "shift/1": shift("2026-10-27T21:00+01:00", "2026-10-27T23:00+01:00"),
    "shift/2": shift("2026-10-27T23:00+01:00", null, { kind: "waiting" }),
  });
  const mine = shiftsOf(all, "anna");
  expect(stayOf(mine[0] as Mine, mine).row.id).toBe("1");
});

test("whoever rests in the middle of a planned night is not asked before all of it is over", () => {
  const plan = (start: string, end: string): Fields => ({ assistant: "anna", beneficiary: "alva", kind: "active", start, end });
  const all = rows({
    "plan/1": plan("2026-10-27T22:00+01:00", "2026-10-27T23:00+01:00"),
    "plan/2": plan("2026-10-27T23:00+01:00", "2026-10-28T07:00+01:00"),
    "shift/1": shift("2026-10-27T22:00+01:00", "2026-10-27T23:00+01:00", { plan: "1" }),
    "shift/2": shift("2026-10-27T23:00+01:00", null, { kind: "waiting", plan: "1" }),
  });
  const mine = shiftsOf(all, "anna");
  const at = (time: string) => standingOf(mine[0] as Mine, mine, plansOf(all, "anna"), Date.parse(`2026-10-28T${time}+01:00`));
  expect([at("03:00").planned, at("07:29").asked, at("07:30").asked]).toEqual(["2026-10-28T07:00+01:00", undefined, "plan"]);
});

test("the time of a stay goes on when its kind is changed", () => {
  const all = rows({
    "shift/1": shift("2026-10-27T21:00+01:00", "2026-10-27T23:00+01:00"),
    "shift/2": shift("2026-10-27T23:00+01:00", null, { kind: "waiting" }),
  });
  const mine = shiftsOf(all, "anna");
  const [going] = mine as [Mine];
  const standing = standingOf(going, mine, [], Date.parse("2026-10-27T23:30+01:00"));
  expect([standing.since.row.id, standing.minutes]).toEqual(["1", 150]);
});

const kept = new Map<string, string>();
let full = false;
const setItem = (key: string, value: string): void => {
  if (full) throw new DOMException("", "QuotaExceededError");
  kept.set(key, value);
};
const tab = async () => (vi.resetModules(), import("./forgotten"));

beforeEach(() => {
  kept.clear();
  full = false;
  vi.stubGlobal("localStorage", { getItem: (key: string) => kept.get(key) ?? null, setItem });
});
afterEach(() => vi.unstubAllGlobals());

test("that one is still there is kept on the phone, for that stay alone", async () => {
  const { saidOf, say } = await tab();
  expect(saidOf("shift/1")).toBeUndefined();
  say("shift/1", 1_000_000);
  const other = await tab();
  expect([saidOf("shift/1"), other.saidOf("shift/1"), other.saidOf("shift/2")]).toEqual([1_000_000, 1_000_000, undefined]);
  expect(askAgain(Date.parse("2026-10-28T11:00+01:00"))).toBe("2026-10-28T14:00+01:00");
});

test("on a phone that is full it is remembered until the app is closed", async () => {
  const { saidOf, say } = await tab();
  say("shift/1", 1_000_000);
  full = true;
  say("shift/1", 2_000_000);
  expect(saidOf("shift/1")).toBe(2_000_000);
});
