import { expect, test } from "vitest";
import { Unreachable } from "../../core/api";
import { left, leftInWords } from "./sending";

test("of timesheets whose answer is missing it is not said that they stay where they are", () => {
  const lost = Object.assign(new Unreachable(), { came: "once" as const });
  expect(leftInWords(left(undefined, new Unreachable()))).toContain("De står kvar med orsaken.");
  const both = left(left(undefined, lost), new Unreachable());
  expect(both.n).toBe(2);
  expect(leftInWords(both)).toBe("2 är kanske inte skickade. Vi vet inte om det kom fram. Titta, eller försök igen: det görs inte två gånger.");
});
