// What a shipped version left on a phone is opened by every version after it: testdata/storage-*.json, one for each shape
// that the storage has had, as testing/dump.ts reads it. Such a file is made once, by the version that wrote it, and never
// changed.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { restore, type Storage } from "./testing/dump";
import { TestBrowser } from "./testing/browser";
import { TestServer } from "./testing/server";
import type { Doc, Kept } from "./types";

const folder = new URL("testdata/", import.meta.url);
const shipped = readdirSync(folder).map((file): [string, Storage] => [file, JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Storage]);

test("no example goes", () => expect(shipped.map(([file]) => file)).toEqual(["storage-1.json", "storage-2.json", "storage-3.json", "storage-4.json"]));

// What holds for a moment, or ends a notebook's days as this one's: of these the tests of devices, of signing out and of
// what is outdated tell.
const passing = ["closed", "moving", "outdated", "replaces"];

test("every fact that is kept stands in an example", () => {
  const [, facts = ""] = /export interface Facts \{\n(.*?)\n\}/s.exec(readFileSync(new URL("store.ts", import.meta.url), "utf8")) ?? [];
  const names = [...facts.matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  const told = shipped.flatMap(([, { databases }]) => Object.values(databases).flatMap(({ stores }) => (stores["facts"]?.rows ?? []).map(([key]) => key)));
  expect(names.filter((name) => !told.includes(name ?? "") && !passing.includes(name ?? ""))).toEqual([]);
});

test.each(shipped)("%s is opened, shown, sent and compared", async (_, storage) => {
  const [[, database] = []] = Object.entries(storage.databases);
  const rows = <T>(store: string): T[] => (database?.stores[store]?.rows ?? []).map(([, value]) => value as T);
  const facts = new Map(database?.stores["facts"]?.rows as [string, unknown][]);
  const ops = rows<Kept>("ops").sort((a, b) => a.n - b.n);
  const waiting = ops.filter((k) => !k.verdict);

  // The server as it was then: what the phone had pulled, and how far the device had come.
  const server = new TestServer();
  for (const doc of rows<Doc>("docs").sort((a, b) => a.rev - b.rev)) {
    server.seq = doc.rev - 1;
    server.set(doc.doc, doc.fields, doc.doc.endsWith("4402") ? String(facts.get("device")) : "office");
  }
  server.seq = Number(facts.get("cursor"));
  server.devices.set(String(facts.get("device")), { person: "anna", last: ops.length - waiting.length, through: new Map() });
  const { code } = facts.get("joined") as { code: string };
  server.codes.set(code, "anna");

  const browser = new TestBrowser(server);
  browser.pass(Math.max(...ops.map((k) => k.saved)) - Date.now()); // it is a moment after it was written
  await restore(storage, browser.shelf);
  browser.online = false;
  const core = await browser.tab();
  expect(core.who.value).toMatchObject({ person: "anna", role: "assistant" });
  expect(core.waiting.value.map((k) => k.op)).toEqual(waiting.map((k) => k.op));
  expect(core.rows.value.get("shift/0192f0c1-5b11-7e02-8d21-6c9f0e7a4402")).toMatchObject({ status: "phone", fields: { start: "2026-10-31T08:00+01:00", end: "2026-10-31T16:10+01:00" } });
  expect(core.rows.value.get("shift/0192f0c1-5b11-7e02-8d21-6c9f0e7a4403")).toMatchObject({ status: "refused" });
  expect(core.rows.value.get("person/bo")?.fields["name"]).toBe("Bo Påhittsson");

  browser.online = true;
  for (let i = 0; i < 4; i++) await core.sync();
  expect(core.trouble.value).toBeUndefined();
  expect(server.log.map(({ id, n, verdict }) => ({ id, n, verdict }))).toEqual(waiting.map(({ id, n }) => ({ id, n, verdict: "applied" })));
  expect(server.compared).toBeGreaterThan(0);
  expect(server.differing).toBe(0);
  await core.act({ ref: "shift/0192f0c1-5b11-7e02-8d21-6c9f0e7a4404", base: 0, set: { note: "on" } });
  await core.sync();
  expect(server.log.at(-1)?.n).toBe(ops.length + 1);
  await browser.kill();
});
