// Device ids and numbers: a server restored from a backup, phones that were copied, disks that lost an operation. What was
// done arrives once, in the order in which it was done, and no server believes that this phone knows what it does not.

import { expect, test } from "vitest";
import type { Core } from "./core";
import { mustMove } from "./numbers";
import { joined, meddle, type TestBrowser } from "./testing/browser";
import { TestServer } from "./testing/server";
import type { Kept } from "./types";

const note = (n: number, text = "x") => ({ ref: `shift/${n}`, base: 0, set: { note: text } });
const day = 86_400_000;

// A copy of this phone has used its next number.
function fork(server: TestServer): void {
  for (const device of server.devices.values()) device.last++;
}

const replaced = (server: TestServer) => server.requests.flatMap(({ body }) => body.replaces ?? []);
const taken = (server: TestServer) => server.log.map((l) => l.doc);

// Two operations under a first device, and two that went to a second.
async function moved(): Promise<{ server: TestServer; browser: TestBrowser; core: Core }> {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.actAll([note(1), note(2)]);
  await core.sync();
  browser.online = false;
  await core.actAll([note(3), note(4)]);
  fork(server);
  browser.online = true;
  await core.sync();
  expect(server.devices.size).toBe(2);
  return { server, browser, core };
}

test.each([0, 1, 2, 3, 4])("another epoch that begins after %i operations: all are offered again, as they were made, and none is taken twice", async (upTo) => {
  const { server, browser, core } = await moved();
  const ids = server.log.map((l) => l.id);
  server.restore(upTo);
  browser.pass(-3 * day); // a clock that was set back changes no order
  await core.act(note(5));
  await core.sync();
  expect(taken(server)).toEqual([1, 2, 3, 4, 5].map((n) => `shift/${n}`));
  expect(server.log.slice(0, 4).map((l) => l.id)).toEqual(ids);
  expect(core.waiting.value).toEqual([]);
  const offered = server.requests.filter((r) => r.body.device === server.log.at(-1)?.device).flatMap((r) => (r.body.ops ?? []).map((o) => o.n));
  expect(offered).toEqual([1, 2, 3, 4, 5]); // from all devices, under one new one
  expect(replaced(server).at(-1)).toMatchObject({ through: 0 });
  expect([1, 2, 3, 4, 5].map((n) => core.rows.value.get(`shift/${n}`)?.status)).toEqual(Array(5).fill("received"));
});

test("another epoch, and all was one device's: it stays that device, and sends all of it", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  await core.actAll([note(1), note(2), note(3, "refuse")]);
  await core.sync();
  await core.dismiss(core.rows.value.get("shift/3")?.refused?.id ?? "");
  server.restore(1);
  await core.sync();
  expect(taken(server)).toEqual(["shift/1", "shift/2", "shift/3"]);
  expect(server.devices.size).toBe(1);
  expect(server.requests.at(-1)?.body.ops?.map((o) => o.n)).toEqual([1, 2, 3]);
  expect(core.rows.value.has("shift/3")).toBe(false); // that it was refused has been read
});

test("an operation lost from the disk: a new device, before what came after it is sent", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note(1));
  await core.sync();
  browser.online = false;
  await core.actAll([note(2), note(3), note(4)]);
  await browser.kill();
  await meddle((ops) => ({ drop: ops.filter((k) => k.op.doc === "shift/3").map((k) => k.id) }));
  for (const key of browser.shelf.keys()) if (key.startsWith("passbok.waiting")) browser.shelf.delete(key);
  fork(server); // a copy of this phone has told the server of its own 2
  browser.online = true;
  const again = await browser.tab();
  await again.sync();
  expect(taken(server)).toEqual(["shift/1", "shift/2", "shift/4"]);
  expect(server.log.slice(1).map((l) => l.n)).toEqual([1, 2]);
  expect(replaced(server)).toEqual([{ device: server.log[0]?.device, through: 1 }]);
  expect(server.requests.filter((r) => r.body.ops?.length).map((r) => r.body.ops?.map((o) => o.n))).toEqual([[1], [1, 2]]);
});

test("a number that a copy has used is not taken for one of this phone's", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  await core.act(note(1));
  await core.sync();
  fork(server);
  await core.sync(); // nothing waits; the server's count is the copy's
  await core.act(note(2));
  await core.sync();
  expect(replaced(server)).toEqual([{ device: server.log[0]?.device, through: 1 }]);
  expect(taken(server)).toEqual(["shift/1", "shift/2"]);
});

test("replaced twice before the server has answered: it hears of the first device, which is what it knows", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note(1));
  await core.sync();
  const first = server.log[0]?.device;
  browser.online = false;
  await core.act(note(2));
  fork(server);
  browser.online = true;
  const forked = { status: 409, code: "device_forked" };
  server.faults.push(forked, forked);
  await core.sync();
  expect(replaced(server)).toEqual([{ device: first, through: 1 }, { device: first, through: 1 }]);
  expect(taken(server)).toEqual(["shift/1", "shift/2"]);
  expect(server.log.at(-1)?.n).toBe(1);
});

test("a device that is another person's: a new one, and nothing is said of theirs", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  server.faults.push({ status: 409, code: "device_mismatch" });
  await core.act(note(1));
  await core.sync();
  await core.sync();
  expect(replaced(server)).toEqual([]);
  expect(taken(server)).toEqual(["shift/1"]);
});

test("a server that finds every device forked is asked no more than a few times, and what waits goes on waiting", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  for (let i = 0; i < 40; i++) server.faults.push({ status: 409, code: "device_forked" });
  await core.act(note(1));
  await core.sync();
  expect(server.faults.length).toBeGreaterThan(20);
  expect(core.trouble.value?.code).toBe("device_forked");
  expect(core.waiting.value).toHaveLength(1);
  server.faults.length = 0;
  await core.sync();
  expect(taken(server)).toEqual(["shift/1"]);
});

test("what is ninety days old goes from the oldest on; a server that lacks it gets the rest from a new device", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.actAll([note(1), note(2)]);
  await core.sync();
  browser.pass(60 * day);
  await core.act(note(3));
  await core.sync();
  browser.pass(40 * day);
  const again = await browser.reload();
  await again.act(note(4));
  await again.sync();
  expect(server.devices.size).toBe(1); // what is not kept is no hole
  server.restore(1);
  await again.sync();
  expect(taken(server)).toEqual(["shift/1", "shift/3", "shift/4"]);
  expect(server.devices.size).toBe(2);
});

const kept = (n: number, answered = false): Kept => ({
  id: `op${n}`, n, saved: 0, op: { v: 1, id: `op${n}`, doc: "shift/1", base: 0, set: {}, at: {} },
  ...(answered ? { verdict: { id: `op${n}`, n, seq: n, verdict: "applied" } } : {}),
});

test.each<[string, Kept[], { forgotten?: number; last?: number }, boolean]>([
  ["nothing waits", [kept(1, true), kept(3, true)], { forgotten: 0, last: 3 }, false],
  ["the first of a device", [kept(1)], { forgotten: 0 }, false],
  ["one after the other", [kept(0, true), kept(1, true), kept(2), kept(3)], { forgotten: 0, last: 1 }, false],
  ["the first is lost", [kept(2)], { forgotten: 0 }, true],
  ["one between is lost", [kept(1, true), kept(2), kept(4)], { forgotten: 0, last: 1 }, true],
  ["one of an earlier device waits", [kept(0), kept(1)], { forgotten: 0 }, true],
  ["the oldest are not kept", [kept(8, true), kept(9)], { forgotten: 7, last: 8 }, false],
  ["a database that does not say what is not kept", [kept(8, true), kept(9)], {}, false],
  ["the server lacks what is not kept", [kept(8), kept(9)], { forgotten: 7, last: 5 }, true],
  ["the server has more than was answered", [kept(8), kept(9)], { forgotten: 7, last: 8 }, false],
])("must it move? %s", (_, ops, facts, moves) => {
  expect(mustMove(ops, facts)).toBe(moves);
});
