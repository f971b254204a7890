// When the phone's disk fails: nothing is said to be saved that is not, and nothing is lost that can be kept.

import { IDBDatabase as FakeDatabase, IDBFactory, IDBTransaction as FakeTransaction } from "fake-indexeddb";
import { openDB } from "idb";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { recall, room, copy } from "./emergency";
import { NotSaved, Store } from "./store";
import { join, joined, TestBrowser } from "./testing/browser";
import { TestServer } from "./testing/server";
import type { Kept } from "./types";

afterEach(() => {
  vi.restoreAllMocks();
});

const note = (ref: string, text: string) => ({ ref, base: 0, set: { note: text } });

// Fails the next so many transactions that write.
function fail(times: number): void {
  const real = FakeDatabase.prototype.transaction;
  let left = times;
  vi.spyOn(FakeDatabase.prototype, "transaction").mockImplementation(function (this: InstanceType<typeof FakeDatabase>, ...args) {
    if (args[1] === "readwrite" && left-- > 0) throw new DOMException("the connection was lost", "InvalidStateError");
    return real.apply(this, args);
  });
}

// What a browser does that throws a database away: the connections are closed, and the next one finds it empty.
async function emptied(name: string): Promise<void> {
  const db = await openDB(name);
  const tx = db.transaction(["docs", "ops", "facts"], "readwrite");
  await Promise.all(["docs", "ops", "facts"].map((store) => tx.objectStore(store).clear()));
  await tx.done;
  db.close();
}

test("a lost connection is opened again, and the write tried once more", async () => {
  const { core } = await joined(new TestServer());
  fail(1);
  await core.act(note("shift/1", "a"));
  expect(core.unsaved.value).toEqual([]);
  expect(core.rows.value.get("shift/1")?.fields).toEqual({ note: "a" });
});

test("a disk that fails: it is said, kept in the emergency copy, can be shared, and is saved when it works", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  browser.online = false;
  fail(2);
  await expect(core.act(note("shift/1", "a"))).rejects.toBeInstanceOf(NotSaved);
  expect(core.rows.value.has("shift/1")).toBe(false);
  expect(core.unsaved.value.map((op) => op.set)).toEqual([{ note: "a" }]);
  expect([core.unsent.value, core.atStake.value]).toEqual([0, 1]);
  expect(JSON.parse(core.export())).toMatchObject({ person: "anna", unsaved: [{ doc: "shift/1" }] });
  await core.saveAgain();
  expect(core.unsaved.value).toEqual([]);
  browser.online = true;
  await core.sync();
  expect(server.log).toHaveLength(1);
});

test.each(["same", "other"])("who comes in to a full disk comes in by the same code when there is room, as the same device (the %s person next)", async (next) => {
  const server = new TestServer();
  const browser = new TestBrowser(server);
  onTestFinished(() => browser.kill());
  const core = await browser.tab();
  server.codes.set("code", "anna");
  fail(2);
  await expect(core.join("code")).rejects.toBeInstanceOf(NotSaved);
  expect(core.who.value).toBeUndefined();
  expect(await indexedDB.databases()).toEqual([]);
  if (next === "same") server.codes.set("code", "anna"); // as the server has it for a day, for the same device
  else server.codes.set("code", "bo");
  await core.join("code");
  expect(core.who.value?.person).toBe(next === "same" ? "anna" : "bo");
  expect(server.devices.size).toBe(next === "same" ? 1 : 2);
  expect(browser.shelf.has("passbok.joining")).toBe(false);
});

test("what the browser takes back at the end was not saved, though each of its parts went well", async () => {
  const { core } = await joined(new TestServer());
  let left = 2;
  const real = FakeTransaction.prototype.commit;
  vi.spyOn(FakeTransaction.prototype, "commit").mockImplementation(function (this: InstanceType<typeof FakeTransaction>) {
    if (this.mode === "readwrite" && left-- > 0) this.abort();
    else real.call(this);
  });
  await expect(core.act(note("shift/1", "a"))).rejects.toBeInstanceOf(NotSaved);
  expect(core.unsaved.value.map((op) => op.set)).toEqual([{ note: "a" }]);
  expect(core.rows.value.has("shift/1")).toBe(false);
  await core.saveAgain();
  expect(core.unsaved.value).toEqual([]);
});

test("what a person does is asked to be on the disk, and not only with the system; what is pulled can be had again", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  browser.online = false;
  const asked = vi.spyOn(FakeDatabase.prototype, "transaction");
  const durabilities = (): unknown[] => asked.mock.calls.flatMap(([, mode, options]) => (mode === "readwrite" ? [(options as IDBTransactionOptions | undefined)?.durability] : []));
  await core.act(note("shift/1", "a"));
  expect(durabilities()).toEqual(["strict"]);
  asked.mockClear();
  browser.online = true;
  server.set("shift/2", { note: "b" }, "office");
  await core.sync();
  expect(durabilities()).toContain("relaxed");
});

test("what could not be saved comes back from the emergency copy after a kill", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  browser.online = false;
  await core.act(note("shift/1", "a"));
  fail(2);
  await expect(core.act(note("shift/2", "b"))).rejects.toBeInstanceOf(NotSaved);
  vi.restoreAllMocks();
  const again = await browser.reload();
  expect(again.waiting.value.map((k) => [k.n, k.op.doc])).toEqual([[1, "shift/1"], [2, "shift/2"]]);
  browser.online = true;
  await again.sync();
  expect(server.log.map((l) => l.doc)).toEqual(["shift/1", "shift/2"]);
});

test("a browser that has thrown the database away goes on as the same device, with what the copy has", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note("shift/1", "a"));
  await core.sync();
  browser.online = false;
  await core.act(note("shift/2", "b"));
  await browser.kill();
  globalThis.indexedDB = new IDBFactory();
  browser.online = true;
  const again = await browser.tab();
  await again.sync();
  expect(again.who.value?.person).toBe("anna");
  expect(server.log.map((l) => [l.n, l.doc])).toEqual([[1, "shift/1"], [2, "shift/2"]]);
  await again.act(note("shift/3", "c"));
  await again.sync();
  expect(server.log.at(-1)).toMatchObject({ n: 3, doc: "shift/3" });
  expect(server.devices.size).toBe(1);
});

test("and counts on from what the server has, where there was nothing to copy", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note("shift/1", "a"));
  await core.sync();
  await browser.kill();
  globalThis.indexedDB = new IDBFactory();
  const again = await browser.tab();
  await again.sync();
  await again.act(note("shift/2", "b"));
  await again.sync();
  expect(server.log.map((l) => l.n)).toEqual([1, 2]);
});

test("a browser that has thrown all away but the sign-in: the person is there again, as the same device", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note("shift/1", "a"));
  await core.sync();
  await browser.kill();
  globalThis.indexedDB = new IDBFactory();
  browser.shelf.clear();
  const again = await browser.tab();
  await vi.waitFor(() => expect(again.rows.value.get("shift/1")?.status).toBe("received"));
  expect(again.who.value?.person).toBe("anna");
  await again.act(note("shift/2", "b"));
  await again.sync();
  expect(server.log.map((l) => l.n)).toEqual([1, 2]);
  expect(server.devices.size).toBe(1);
});

test("a code is shown once it is known whether who was here is still in", async () => {
  const server = new TestServer();
  const { browser } = await joined(server);
  await browser.kill();
  globalThis.indexedDB = new IDBFactory();
  browser.shelf.clear();
  server.requests.length = 0;
  const ask = server.fetch;
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  Object.assign(server, { fetch: async (path: string, init?: RequestInit) => {
    if (path.endsWith("/refresh")) await slow;
    return ask(path, init);
  } });
  const again = await browser.tab();
  const coming = again.join("used").catch((error: unknown) => error);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(server.requests).toEqual([]);
  answer();
  expect(await coming).toMatchObject({ code: "invitation_unknown" });
  expect(again.who.value?.person).toBe("anna");
});

test.each(["fresh", "signed out"])("a browser where nobody is signed in (%s) stays so", async (how) => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  if (how === "fresh") server.loseCookie();
  else await core.signOut();
  await browser.kill();
  globalThis.indexedDB = new IDBFactory();
  browser.shelf.clear();
  const again = await browser.tab();
  await vi.waitFor(() => expect(server.requests.at(-1)?.path).toMatch(/refresh$/));
  await again.sync();
  expect([again.who.value, again.session.value]).toEqual([undefined, "none"]);
});

test.each(["reads a refusal", "does something"])("a database thrown away while the page is open gets back what the page has, when the person %s", async (how) => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note("shift/1", "a"));
  await core.sync();
  browser.online = false;
  await core.act(note("shift/2", "b"));
  const [{ name = "" } = {}] = await indexedDB.databases();
  await emptied(name);
  if (how === "reads a refusal") await core.dismiss("");
  else await core.act(note("shift/3", "c"));
  browser.shelf.clear();
  const again = await browser.reload();
  const docs = ["shift/2", ...(how === "reads a refusal" ? [] : ["shift/3"])];
  expect(again.waiting.value.map((k) => k.op.doc)).toEqual(docs);
  expect(again.rows.value.get("shift/1")?.status).toBe("received");
  browser.online = true;
  await again.sync();
  expect(server.log.map((l) => [l.n, l.doc])).toEqual(["shift/1", ...docs].map((doc, i) => [i + 1, doc]));
});

test("an answer that comes after signing out begins nothing anew", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  await core.act(note("shift/1", "a"));
  await core.sync();
  const late = core.sync();
  await core.signOut();
  await late;
  expect(await indexedDB.databases()).toEqual([]);
});

test("where the pointer is lost, the notebook is found", async () => {
  const server = new TestServer();
  const { browser } = await joined(server);
  browser.shelf.clear();
  expect((await browser.reload()).who.value?.person).toBe("anna");
});

test("a disk that cannot even be read: what is known of the person stands, and what they do is not lost", async () => {
  const server = new TestServer();
  const { browser } = await joined(server);
  await browser.kill();
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("forbidden", "UnknownError");
  });
  const core = await browser.tab();
  expect(core.who.value?.person).toBe("anna");
  await expect(core.act(note("shift/1", "a"))).rejects.toBeInstanceOf(NotSaved);
  expect(core.unsaved.value).toHaveLength(1);
});

test("the emergency copy takes what there is room for, the oldest first, and a broken one is none", () => {
  const held = new Map<string, string>();
  const shelf = { getItem: (k: string) => held.get(k) ?? null, setItem: (k: string, v: string) => void held.set(k, v), removeItem: (k: string) => void held.delete(k) };
  const kept = (n: number): Kept => ({ id: String(n), n, saved: 0, op: { v: 1, id: String(n), doc: "shift/1", base: 0, set: { note: "x".repeat(1000) }, at: {} } });
  const many = Array.from({ length: 100 }, (_, i) => kept(i + 1));
  expect(copy(shelf, "d", many)).toBe(false);
  expect(held.get("passbok.waiting.d")?.length).toBeLessThanOrEqual(room);
  expect(recall(shelf, "d").map((k) => k.n).slice(0, 3)).toEqual([1, 2, 3]);
  expect(copy(shelf, "d", [])).toBe(true);
  expect(held.size).toBe(0);
  for (const broken of ["{", "null", "[null, 7, {}]", '[{"id":"x"}]']) {
    held.set("passbok.waiting.d", broken);
    expect(recall(shelf, "d")).toEqual([]);
  }
  expect(join).toBeDefined();
});

test("a database that is thrown away while it is read is read anew, and nothing is left unsaid", async () => {
  const store = new Store("read");
  await store.load(); // it is made by now
  const real = FakeDatabase.prototype.transaction;
  for (const read of [() => store.load(), () => store.op("none")]) {
    let left = 1;
    vi.spyOn(FakeDatabase.prototype, "transaction").mockImplementation(function (this: InstanceType<typeof FakeDatabase>, ...args) {
      const tx = real.apply(this, args);
      if (left-- > 0) queueMicrotask(() => tx.abort()); // the runner fails where a promise is rejected that nobody listens to
      return tx;
    });
    await read();
    vi.restoreAllMocks();
  }
  expect((await store.load()).ops).toEqual([]);
  await store.close();
});
