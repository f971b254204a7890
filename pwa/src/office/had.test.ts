import { expect, test } from "vitest";
import { Problem, Unreachable } from "../core/api";
import { leavesOpen, named, without, withOne } from "./had";

const had = (text: string) => ({ at: "2026-11-29T10:00:00.000Z", text });
const others = { "2026-10": ["an assistant's month"], "2026-11": [] };

test("the latest answers are kept, each once, and nothing of other rooms goes for them", () => {
  let told: Readonly<Record<string, unknown>> = others;
  for (const path of ["/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h", "/b", "/i"]) told = withOne(told, path, had(path));
  expect(Object.keys(told)).toEqual(["2026-10", "2026-11", ...["/c", "/d", "/e", "/f", "/g", "/h", "/b", "/i"].map(named)]);
  expect(told[named("/b")]).toEqual(had("/b"));
});

test("one is forgotten, or all of the office's, and nothing of other rooms", () => {
  const told = withOne(withOne(others, "/a", had("1")), "/b", had("2"));
  expect(without(told, "/a")).toEqual({ ...others, [named("/b")]: had("2") });
  expect(without(told)).toEqual(others);
});

test("what was known stands in for an answer where the server was not reached, and never for its no", () => {
  const failed = [undefined, new Unreachable(), new Problem(503, "storage", undefined), new Problem(429, "busy", undefined), new Problem(403, "forbidden", undefined), new Problem(401, "signed_out", undefined)];
  expect(failed.map(leavesOpen)).toEqual([false, true, true, true, false, false]);
});
