import { expect, test } from "vitest";
import { invoiceStages, reached } from "./types";

test.each([
  ["open", []],
  ["ready", ["ready"]],
  ["handed_over", ["ready", "notified", "opened", "handed_over"]],
  ["signed", [...invoiceStages]],
  ["differs", ["ready", "notified", "opened", "handed_over", "received"]],
] as const)("an invoice that is %s has come as far as %s", (state, stages) => {
  expect(invoiceStages.filter((stage) => reached(state, stage))).toEqual(stages);
});
