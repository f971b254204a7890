import { expect, test } from "vitest";
import { Problem, Unreachable } from "../../core/api";
import { receiptOf } from "./doing";

test("of one whose answer is missing it is not said that it was not done", () => {
  const lost = Object.assign(new Unreachable(), { came: "once" as const });
  expect(receiptOf(lost)).toEqual({ is: "unsure", why: "Vi vet inte om det kom fram. Titta, eller försök igen: det görs inte två gånger." });
  expect(receiptOf(new Problem(503, "archive_unavailable", { sv: "Arkivet.", en: "The archive." }))).toEqual({ is: "unsure", why: "Arkivet." });
  expect(receiptOf(new Unreachable()).is).toBe("failed");
  expect(receiptOf(new Unreachable(), receiptOf(lost))).toEqual(receiptOf(lost));
  expect(receiptOf(new Problem(409, "changed", undefined), receiptOf(lost)).is).toBe("failed");
  expect(receiptOf(new Problem(409, "changed", undefined)).is).toBe("failed");
});
