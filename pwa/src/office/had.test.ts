import { expect, test } from "vitest";
import { Problem, Unreachable } from "../core/api";
import { leavesOpen, withOne } from "./had";

const had = (value: unknown) => ({ at: "2026-11-29T10:00:00.000Z", value });

test("the latest answers are kept, each once, and nothing of other rooms goes for them", () => {
  let told: Record<string, unknown> = { "2026-10": ["an assistant's month"], "2026-11": [] };
  for (const path of ["/a", "/b", "/c", "/a", "/d"]) told = withOne(told, path, had(path));
  expect(Object.keys(told)).toEqual(["2026-10", "2026-11", "office /c", "office /a", "office /d"]);
  expect(told["office /a"]).toEqual(had("/a"));
});

test("what was known stands in for an answer where the server was not reached, and never for its no", () => {
  expect([undefined, new Unreachable(), new Problem(503, "storage", undefined), new Problem(403, "forbidden", undefined), new Problem(401, "signed_out", undefined)].map(leavesOpen)).toEqual([false, true, true, false, false]);
});
