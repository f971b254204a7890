import { expect, test } from "vitest";
import { Problem } from "../core/api";
import { faultsOf, fieldName } from "./faults";

const turned = (detail: unknown, code = "erak_rejected") => new Problem(409, code, undefined, undefined, detail);

test("what is wrong is told of an answer that says so", () => {
  const fault = { field: "personnummer", text: "Personnumret stämmer inte." };
  expect(faultsOf(turned({ faults: [fault, { field: 1, text: "x" }, null] }))).toEqual([fault]);
  for (const other of [turned({ faults: "x" }), turned(undefined), turned({ faults: [fault] }, "erak_no_answer"), new Error("x"), undefined]) expect(faultsOf(other)).toEqual([]);
});

test("fields have people's names, and what means nothing to them is the invoice's", () => {
  expect([fieldName("personnummer"), fieldName("signatur"), fieldName("")]).toEqual(["Personnummer", "Räkningen", "Räkningen"]);
});
