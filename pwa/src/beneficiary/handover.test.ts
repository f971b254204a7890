import { expect, test } from "vitest";
import { Problem, Unreachable } from "../core/api";
import { leave, standing } from "./handover";

test("where our server has handed it over, the browser only goes on", () => {
  const went: string[] = [];
  const document = { location: { assign: (to: string) => went.push(to) } } as unknown as Document;
  leave(document, { action: "https://erak.example/granska/1", method: "get", fields: [] });
  expect(went).toEqual(["https://erak.example/granska/1"]);
});

test("that nothing was sent is said only where Försäkringskassan cannot have it", () => {
  const problem = (status: number, code: string): Problem => new Problem(status, code, undefined);
  const lost = new Unreachable();
  lost.came = "once";
  expect([problem(409, "changed"), problem(403, "forbidden")].map((failed) => standing(failed))).toEqual(["unsent", "unsent"]);
  expect(standing(problem(409, "wrong_state"), true)).toBe("told");
  expect([lost, problem(503, "archive_unavailable"), problem(500, "internal"), problem(502, "erak_no_answer")].map((failed) => standing(failed))).toEqual(["unsure", "unsure", "unsure", "unsure"]);
  expect([new Unreachable(), problem(502, "erak_shut"), problem(409, "erak_rejected"), problem(409, "invoice_held")].map((failed) => standing(failed))).toEqual(["told", "told", "told", "told"]);
});
