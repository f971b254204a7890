import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import type { Fields, Row } from "../core/types";
import type { Desk } from "../ui/desk";
import { change } from "./anew";

const fields = { assistant: "anna", beneficiary: "bo", start: "a", end: "b" };

/** A desk with one row, and what was done to it. */
function at(row: Partial<Row>): { desk: Desk; done: unknown[] } {
  const done: unknown[] = [];
  const one = { ref: "shift/1", kind: "shift", id: "1", rev: 0, fields, conflicts: [], parked: [], pending: [], status: "refused", refused: { id: "op" }, ...row } as unknown as Row;
  const desk = {
    docs: signal(new Map([["shift/1", one]])), newId: () => "2",
    act: async (...what: [string, number, Fields]) => void done.push(what), read: async (op: string) => void done.push(op),
  } as unknown as Desk;
  return { desk, done };
}

test("a new row that was not taken is made anew with all of it, and the refusal is read", async () => {
  const { desk, done } = at({});
  expect(await change(desk, "shift/1", 0, { end: "c" }, { why: "w" })).toBe("shift/2");
  expect(done).toEqual([["shift/2", 0, { ...fields, end: "c" }, { why: "w" }], "op"]);
});

test("where it is removed there is nothing to send", async () => {
  const { desk, done } = at({});
  expect(await change(desk, "shift/1", 0, { void: true }, {})).toBeUndefined();
  expect(done).toEqual(["op"]);
});

test("a row that the book has is changed, whatever was refused of it since", async () => {
  const { desk, done } = at({ rev: 7 });
  expect(await change(desk, "shift/1", 7, { end: "c" }, {})).toBe("shift/1");
  expect(done).toEqual([["shift/1", 7, { end: "c" }, {}]]);
});
