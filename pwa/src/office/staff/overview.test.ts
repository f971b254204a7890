import { expect, test } from "vitest";
import type { Fields, Row as Doc } from "../../core/types";
import { decisions, registrations } from "./overview";

function book(docs: Record<string, Fields>): Doc[] {
  return Object.entries(docs).map(([ref, fields]) => {
    const [kind = "", id = ""] = ref.split("/");
    return { ref, kind, id, rev: 1, fields, conflicts: [], parked: [], status: "received", pending: [] };
  });
}

const today = "2026-11-28";
const at = { assistant: "s", beneficiary: "a" };

test.each<[string, Fields, Fields | undefined, string]>([
  ["no registration", { from: "2026-11-01" }, undefined, "none"],
  ["written, not sent", { from: "2026-11-01" }, { from: "2026-11-01" }, "notSent"],
  ["sent, not received", { from: "2026-11-01" }, { from: "2026-11-01", sent: "2026-10-20" }, "sent"],
  ["received after the first day", { from: "2026-11-01" }, { from: "2026-11-01", sent: "2026-10-20", received: "2026-11-02" }, "late"],
  ["received on the first day", { from: "2026-11-01" }, { from: "2026-11-01", sent: "2026-10-20", received: "2026-11-01" }, "received"],
  ["of an earlier engagement", { from: "2026-11-01" }, { from: "2025-01-01", to: "2025-12-31", sent: "2025-01-01", received: "2025-01-01" }, "none"],
  ["removed", { from: "2026-11-01" }, { from: "2026-11-01", sent: "2026-10-20", received: "2026-10-22", void: true }, "none"],
  ["ended, and nobody has told", { from: "2026-01-01", to: "2026-11-20" }, { from: "2026-01-01", to: "2026-11-20", sent: "2025-12-20", received: "2025-12-22" }, "ended"],
  ["ended, and told", { from: "2026-01-01", to: "2026-11-20" }, { from: "2026-01-01", sent: "2025-12-20", received: "2025-12-22", end_sent: "2026-11-21" }, ""],
  ["ended long ago", { from: "2026-01-01", to: "2026-06-30" }, { from: "2026-01-01", sent: "2025-12-20", received: "2025-12-22" }, ""],
  ["ended, never registered", { from: "2026-01-01", to: "2026-11-20" }, undefined, ""],
])("a registration: %s", (_, engagement, registration, want) => {
  const docs = book({ "engagement/1": { ...at, ...engagement }, ...(registration ? { "registration/1": { ...at, ...registration } } : {}) });
  expect(registrations(docs, today).map((one) => one.state)).toEqual(want === "" ? [] : [want]);
});

test("what asks for somebody comes first", () => {
  const docs = book({
    "engagement/1": { ...at, from: "2026-01-01" }, "registration/1": { ...at, from: "2026-01-01", sent: "2025-12-01", received: "2025-12-02" },
    "engagement/2": { ...at, beneficiary: "b", from: "2026-05-01" }, "engagement/3": { ...at, beneficiary: "c", from: "2026-02-01" },
  });
  expect(registrations(docs, today).map((one) => one.beneficiary)).toEqual(["c", "b", "a"]);
});

test.each<[string, readonly Fields[], string, number]>([
  ["none", [], "none", 0],
  ["without an end", [{ from: "2026-01-01" }], "holds", 0],
  ["ends in 91 days", [{ from: "2026-01-01", to: "2027-02-27" }], "holds", 91],
  ["ends in 90 days", [{ from: "2026-01-01", to: "2027-02-26" }], "ends", 90],
  ["ends in 90 days, the next is decided", [{ from: "2026-01-01", to: "2027-02-26" }, { from: "2027-02-27", to: "2028-02-26", state: "granted" }], "holds", 455],
  ["ended yesterday", [{ from: "2026-01-01", to: "2026-11-27" }], "ended", -1],
  ["ended, an extension is applied for", [{ from: "2026-01-01", to: "2026-11-27" }, { from: "2026-11-28", state: "extension" }], "extension", -1],
  ["the first is applied for", [{ from: "2026-11-01", state: "applied" }], "applied", 0],
  ["removed", [{ from: "2026-01-01", void: true }], "none", 0],
])("a decision: %s", (_, own, state, left) => {
  const docs = book({ "membership/a": { person: "a", role: "beneficiary", from: "2026-01-01" }, ...Object.fromEntries(own.map((fields, i) => [`decision/${i}`, { beneficiary: "a", ...fields }])) });
  expect(decisions(docs, today).map((one) => [one.state, one.left])).toEqual([[state, left]]);
});

test("who has left is no customer; what runs out first comes first", () => {
  const member = (person: string, to?: string): Fields => ({ person, role: "beneficiary", from: "2026-01-01", ...(to ? { to } : {}) });
  const docs = book({
    "membership/a": member("a", "2026-10-31"), "membership/b": member("b"), "membership/c": member("c"), "membership/d": member("d"),
    "decision/b": { beneficiary: "b", from: "2026-01-01", to: "2026-12-31" }, "decision/c": { beneficiary: "c", from: "2026-01-01", to: "2026-12-10" }, "decision/d": { beneficiary: "d", from: "2026-01-01" },
  });
  expect(decisions(docs, today).map((one) => one.beneficiary)).toEqual(["c", "b", "d"]);
});
