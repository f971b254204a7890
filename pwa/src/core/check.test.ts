// Digests: what the phone's disk has lost or spoilt is found and fetched again; nothing else is ever found.

import { readFileSync } from "node:fs";
import { openDB } from "idb";
import { expect, test } from "vitest";
import { digestsOf } from "./digest";
import { joined, spoil } from "./testing/browser";
import { TestServer } from "./testing/server";
import type { Doc } from "./types";

const october = { month: "2026-10", note: "x" };

// A phone that has pulled eight rows of October, two of November, and a document without an age; compared once.
async function furnished() {
  const server = new TestServer();
  for (let i = 0; i < 8; i++) server.set(`shift/${i}`, october);
  for (let i = 8; i < 10; i++) server.set(`shift/${i}`, { month: "2026-11" });
  server.set("person/p", { name: "P" });
  const { browser, core } = await joined(server);
  await core.sync();
  expect(server).toMatchObject({ compared: 1, differing: 0 });
  return { server, browser, core };
}

// The phone has what the server has, on its disk and on its screen.
async function whole(server: TestServer, rows: ReadonlyMap<string, { fields: unknown }>): Promise<void> {
  await spoil((docs) => {
    expect(Object.fromEntries(docs.map((d) => [d.doc, d.fields]))).toEqual(Object.fromEntries([...server.docs.keys()].map((ref) => [ref, server.fields(ref)])));
    return {};
  });
  expect([...rows.keys()].sort()).toEqual([...server.docs.keys()].sort());
}

const golden = JSON.parse(readFileSync(new URL("../../../sync/book/testdata/digests.json", import.meta.url), "utf8")) as { says: string; docs: Doc[]; digests: object }[];

test.each(golden)("digests as Go writes them: $says", async ({ docs, digests }) => {
  expect(await digestsOf(docs)).toEqual(digests);
});

test.each<[string, (docs: Doc[]) => { put?: Doc[]; drop?: string[] }]>([
  ["lost", (docs) => ({ drop: docs.flatMap((d) => (d.month === "2026-10" ? [d.doc] : [])).slice(0, 3) })],
  ["all lost", (docs) => ({ drop: docs.map((d) => d.doc) })],
  ["as it was before", (docs) => ({ put: docs.slice(0, 2).map((d) => ({ ...d, rev: d.rev - 1, fields: {} })) })],
  ["of another month", (docs) => ({ put: docs.slice(0, 1).map((d) => ({ ...d, month: "2026-11" })) })],
  ["of a month that is none", (docs) => ({ put: docs.slice(-1).map((d) => ({ ...d, month: "\u0000rubbish" })) })],
  ["of a month that there is nothing of", (docs) => ({ put: docs.slice(0, 1).map((d) => ({ ...d, month: "2031-01" })) })],
  ["one too many", () => ({ put: [{ doc: "shift/ghost", rev: 1, month: "2026-10", fields: {} }] })],
  ["an ageless one too many", () => ({ put: [{ doc: "person/ghost", rev: 1, fields: {} }] })],
])("a row that is %s on the disk is found at the next start, and mended", async (_, how) => {
  const { server, browser } = await furnished();
  await spoil(how);
  const core = await browser.reload();
  await core.sync();
  await core.sync();
  expect(server.differing).toBeGreaterThan(0);
  expect(core.differing.value).toEqual([]);
  await whole(server, core.rows.value);
});

test("it is mended in pages, though requests and answers get lost, and the phone is killed in the middle", async () => {
  const { server, browser } = await furnished();
  await spoil((docs) => ({ drop: docs.slice(0, 6).map((d) => d.doc) }));
  let core = await browser.reload();
  await core.sync();
  server.page = 2;
  server.faults.push("lost"); // of the comparison itself
  await core.sync();
  for (const fault of ["lost", "away", "lost", { status: 503, code: "overloaded" }] as const) {
    server.faults.push(fault);
    await core.sync();
    core = await browser.reload();
  }
  for (let i = 0; i < 4; i++) await core.sync();
  expect(core.differing.value).toEqual([]);
  await whole(server, core.rows.value);
});

test("what differs still is told, can be shared, and is told no more once it is mended", async () => {
  const { server, browser } = await furnished();
  server.stubborn = "2026-11";
  let core = await browser.reload();
  await core.sync();
  await core.sync();
  expect(core.differing.value).toEqual(["2026-11"]);
  expect(JSON.parse(core.export())).toMatchObject({ differing: ["2026-11"], docs: [{ doc: "shift/8" }, { doc: "shift/9" }] });
  const asked = server.compared;
  await core.sync();
  expect(server.compared).toBe(asked); // not again and again
  core = await browser.reload();
  expect(core.differing.value).toEqual(["2026-11"]);
  server.stubborn = undefined;
  await core.sync();
  await core.sync();
  expect(core.differing.value).toEqual([]);
  expect("docs" in JSON.parse(core.export())).toBe(false);
});

test("it is compared when all has been pulled after a start, and then once a day", async () => {
  const { server, browser, core } = await furnished();
  for (let i = 0; i < 5; i++) await core.sync();
  expect(server.compared).toBe(1);
  browser.pass(86_400_000);
  await core.sync();
  await core.sync();
  expect(server.compared).toBe(2);
  browser.pass(-10 * 86_400_000); // the clock was wrong
  await core.sync();
  expect(server.compared).toBe(3);
});

test("an older server knows no digests, and nothing else is the worse for it", async () => {
  const server = new TestServer();
  server.old = true;
  server.set("shift/1", october);
  const { core } = await joined(server);
  for (let i = 0; i < 3; i++) await core.sync();
  await core.act({ ref: "shift/2", base: 0, set: { note: "a" } });
  await core.sync();
  expect(core.trouble.value).toBeUndefined();
  expect(core.link.value).toBe("online");
  expect(server.log).toHaveLength(1);
  expect(server.requests.filter((r) => r.body.digests)).toHaveLength(1);
});

test("documents from before they said their month are had anew, and no difference is counted", async () => {
  const { server, browser } = await furnished();
  await browser.kill();
  await spoil((docs) => ({ put: docs.map(({ month: _, ...rest }) => rest) }));
  for (const { name } of await indexedDB.databases()) {
    const db = await openDB(name ?? "");
    await db.delete("facts", "months");
    db.close();
  }
  const core = await browser.tab();
  await core.sync();
  await core.sync();
  expect(server).toMatchObject({ differing: 0, compared: 2 });
  await whole(server, core.rows.value);
});

test("two tabs: each compares what is on the disk, and neither takes the other's work for a difference", async () => {
  const { server, browser, core } = await furnished();
  const other = await browser.tab();
  for (let i = 0; i < 4; i++) {
    server.set(`shift/${i}`, { ...october, note: String(i) });
    await (i % 2 ? core : other).sync();
    browser.pass(86_400_000);
    await Promise.all([core.sync(), other.sync()]);
    await Promise.all([core.sync(), other.sync()]);
  }
  expect(server.compared).toBeGreaterThan(4);
  expect(server.differing).toBe(0);
});
