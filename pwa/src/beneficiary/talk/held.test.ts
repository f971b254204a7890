import { expect, test } from "vitest";
import { saying } from "../../core/talk";
import type { Row } from "../../core/types";
import type { InvoiceView } from "../view";
import { holding } from "./held";

const about = { beneficiary: "alva", month: "2026-10" };
const row = (id: string, what: Parameters<typeof saying>[4], rev: number): Row => ({
  ref: `message/${id}`, kind: "message", id, rev, fields: saying(about, "alva", "beneficiary", "2026-11-09T09:00+01:00", what), conflicts: [], parked: [], status: rev === 0 ? "phone" : "received", pending: [],
});
const view = (held: readonly string[], insisted: readonly string[] = []): InvoiceView =>
  ({ beneficiary: { id: "alva", name: "Alva" }, month: "2026-10", invoice: { state: "opened", insisted }, held: held.map((id) => ({ id, flag: "time", day: "", text: "" })) }) as never;
const ids = (rows: Row[], of: InvoiceView): string[] => holding(rows, of).map(({ id }) => id);

test("what this device knows holds at once, and what only the server knows holds, too", () => {
  expect(ids([row("1", { flag: "time" }, 0)], view([]))).toEqual(["1"]);
  expect(ids([row("1", { flag: "time" }, 3)], view(["1", "2"]))).toEqual(["1", "2"]);
});

test("what is settled here holds no more, whatever the server said a moment ago; nor what was insisted upon", () => {
  expect(ids([row("1", { flag: "time" }, 3), row("2", { settles: ["1"] }, 0)], view(["1"]))).toEqual([]);
  expect(ids([row("1", { flag: "time" }, 3)], view(["1", "2"], ["1", "2"]))).toEqual([]);
});
