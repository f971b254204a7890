import { expect, test } from "vitest";
import type { Row } from "../core/types";
import { untold } from "./untold";

const row = (ref: string, fields: object, refused = true): [string, Row] => [ref, { ref, kind: ref.split("/")[0], fields, ...(refused ? { refused: { id: ref } } : {}) } as unknown as Row];
const shift = { assistant: "anna", beneficiary: "bo", kind: "active", start: "2026-11-02T08:00+01:00" };
const docs = new Map([row("plan/1", {}), row("plan/2", {}, false), row("shift/1", shift), row("shift/2", { ...shift, start: "0026-11-02T08:00+01:12:12" }), row("shift/3", shift, false)]);

test("what was not taken is said in every room; rows of time are left to a room that says so by each of them, where it can show them", () => {
  expect(untold(docs).map((doc) => doc.ref)).toEqual(["plan/1", "shift/1", "shift/2"]);
  expect(untold(docs, true).map((doc) => doc.ref)).toEqual(["plan/1", "shift/2"]);
});
