import { expect, test } from "vitest";
import { turnedDown } from "./turneddown";

const told = (verdict: string, from: number, to: number) => Array.from({ length: from - to }, (_, i) => ({ id: `op-${from - i}`, seq: from - i, at: "2026-10-31T21:11:00Z", verdict }));

test("what was refused is found behind pages of what waits for the office", async () => {
  const pages: Record<string, unknown> = {
    "/api/v1/ops?mine": { ops: told("parked", 900, 700), more: true },
    "/api/v1/ops?mine&before=701": { ops: [...told("refused", 700, 697), ...told("parked", 697, 500)], more: true },
    "/api/v1/ops?mine&before=501": { ops: told("refused", 500, 450), more: true },
  };
  const asked: string[] = [];
  const found = await turnedDown((path) => (asked.push(path), Promise.resolve(pages[path])));
  expect(found.map((r) => r.seq)).toEqual([700, 699, 698, ...Array.from({ length: 17 }, (_, i) => 500 - i)]);
  expect(asked).toEqual(Object.keys(pages));
});

test("an answer without more, and one of nothing, are the last", async () => {
  expect(await turnedDown(() => Promise.resolve({ ops: told("refused", 3, 1) }))).toHaveLength(2);
  expect(await turnedDown(() => Promise.resolve({ ops: [], more: true }))).toEqual([]);
});
