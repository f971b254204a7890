import { expect, test } from "vitest";
import { Problem, Unreachable } from "../core/api";
import { missed } from "./missed";

test("only an order that is not there is gone; a server that will not say leaves it going", () => {
  const problem = (status: number): Problem => new Problem(status, "x", undefined);
  expect([problem(404), problem(410)].map(missed)).toEqual(["gone", "gone"]);
  expect([problem(401), problem(403), problem(409)].map(missed)).toEqual(["kept", "kept", "kept"]);
  expect([problem(429), problem(503), new Unreachable()].map(missed)).toEqual(["lost", "lost", "lost"]);
});
