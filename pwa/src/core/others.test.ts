// A person who works for several providers: one browser, a notebook and a sign-in for each.

import { expect, test, vi } from "vitest";
import type { Core } from "./core";
import { join, joined } from "./testing/browser";
import { TestServer } from "./testing/server";

const act = (core: Core, ref: string) => core.act({ ref: `shift/${ref}`, base: 0, set: { note: ref } });
const docs = (server: TestServer) => server.log.map((l) => l.doc);

/** A browser in which Anna has joined at two providers, the second one last. */
async function both(server: TestServer) {
  const found = await joined(server, "anna@one");
  await join(server, found.core, "anna2@two");
  await found.core.lookAround();
  return found;
}

const named = (core: Core) => core.others.value.map((other) => other.who.person);

async function turn(core: Core): Promise<void> {
  await core.turnTo(core.others.value[0]?.name ?? "");
  await core.lookAround();
}

test("joining at a second provider keeps the first; one turns from one to the other, without network too", async () => {
  const server = new TestServer();
  const { browser, core } = await both(server);
  expect([core.who.value?.person, ...named(core)]).toEqual(["anna2@two", "anna@one"]);
  browser.online = false;
  await turn(core);
  expect([core.who.value?.person, ...named(core)]).toEqual(["anna@one", "anna2@two"]);
  expect(core.session.value).toBe("in");
  const again = await browser.reload();
  await again.lookAround();
  expect([again.who.value?.person, ...named(again)]).toEqual(["anna@one", "anna2@two"]);
  browser.online = true;
  await again.sync();
  expect(again.session.value).toBe("in");
});

test("what waits at the provider that is not open is told, and sent", async () => {
  const server = new TestServer();
  const { browser, core } = await both(server);
  browser.online = false;
  await act(core, "two");
  await turn(core);
  await act(core, "one");
  await core.lookAround();
  expect(core.others.value).toMatchObject([{ waiting: 1, out: false }]);
  expect(core.others.value[0]?.rows.get("shift/two")?.fields["note"]).toBe("two");
  browser.online = true;
  await core.sync();
  await core.lookAround();
  expect(docs(server).sort()).toEqual(["shift/one", "shift/two"]);
  expect(core.others.value).toMatchObject([{ waiting: 0 }]);
  expect(server.devices.size).toBe(2);
  await turn(core);
  expect(core.rows.value.get("shift/two")?.status).toBe("received");
});

test("the file that one shares has what waits at the other provider too, and who it is of", async () => {
  const { browser, core } = await both(new TestServer());
  browser.online = false;
  await act(core, "two");
  expect(Object.keys(JSON.parse(core.export()) as object)).toEqual(["passbok", "person", "book", "device", "ops", "unsaved"]);
  await turn(core);
  await act(core, "one");
  expect(JSON.parse(core.export())).toMatchObject({
    person: "anna@one", book: "one", ops: [{ doc: "shift/one", n: 1 }],
    others: [{ person: "anna2@two", book: "two", device: expect.any(String) as string, ops: [{ doc: "shift/two", n: 1, saved: expect.any(String) as string }] }],
  });
});

test("what waits at the other provider is sent at the next start, with nobody turning to it", async () => {
  const server = new TestServer();
  const { browser, core } = await both(server);
  browser.online = false;
  await act(core, "two");
  await turn(core);
  await browser.kill();
  browser.online = true;
  const again = await browser.tab();
  await again.lookAround();
  expect(docs(server)).toEqual(["shift/two"]);
});

test("where nothing waits the other provider is asked once in a while, and one that is signed out no more often", async () => {
  const server = new TestServer();
  const { browser, core } = await both(server);
  const asked = async (): Promise<number> => {
    server.requests.length = 0;
    await core.lookAround();
    return server.requests.filter((r) => r.path.endsWith("/refresh")).length;
  };
  browser.pass(60_000);
  expect(await asked()).toBe(0);
  server.set("shift/9", { note: "from the office" });
  browser.pass(15 * 60_000);
  expect(await asked()).toBe(1);
  expect(core.others.value[0]?.rows.has("shift/9")).toBe(true);

  browser.online = false;
  await turn(core);
  await act(core, "one");
  await turn(core);
  browser.online = true;
  server.loseCookie();
  await core.lookAround();
  expect(core.others.value).toMatchObject([{ out: true, waiting: 1 }]);
  browser.pass(60_000);
  expect(await asked()).toBe(0);
});

test("signing out of one opens the other, and the server hears of it, later where there is no network", async () => {
  const server = new TestServer();
  const { browser, core } = await both(server);
  browser.online = false;
  await core.signOut();
  await core.lookAround();
  expect([core.who.value?.person, ...named(core)]).toEqual(["anna@one"]);
  browser.online = true;
  server.requests.length = 0;
  const again = await browser.reload();
  await vi.waitFor(() => expect(browser.shelf.has("passbok.signout")).toBe(false));
  expect(server.requests.some((r) => r.path === "/api/v1/session")).toBe(true);
  await again.sync();
  expect(again.session.value).toBe("in");
  expect(again.who.value?.person).toBe("anna@one");
});

test("somebody else at the same provider has the phone: whoever was here is signed out everywhere, and keeps what waits", async () => {
  const server = new TestServer();
  const { browser, core } = await both(server);
  browser.online = false;
  await act(core, "two");
  browser.online = true;
  server.faults.push("away");
  await join(server, core, "bo@two");
  await core.lookAround();
  expect([core.who.value?.person, ...named(core)]).toEqual(["bo@two"]);
  expect(docs(server)).toEqual([]);
  await join(server, core, "anna2@two");
  expect(docs(server)).toEqual(["shift/two"]);
  expect(server.devices.size).toBe(3);
});

test("whoever was here is signed out at the next start, where the server was in trouble as somebody else joined", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server, "anna");
  server.faultsAt.set("DELETE /api/v1/session", [{ status: 503, code: "overloaded" }]);
  await join(server, core, "bo");
  await vi.waitFor(() => expect(server.faultsAt.get("DELETE /api/v1/session")).toEqual([]));
  expect(server.signedIn).toEqual(["anna", "bo"]);
  await browser.reload();
  await vi.waitFor(() => expect(server.signedIn).toEqual(["bo"]));
  await vi.waitFor(() => expect(browser.shelf.has("passbok.signout")).toBe(false));
});

test("all but the cookies is thrown away: one of them is come back to", async () => {
  const server = new TestServer();
  const { browser } = await both(server);
  await browser.kill();
  browser.shelf.clear();
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? "");
  const again = await browser.tab();
  await vi.waitFor(() => expect(again.who.value).toBeDefined());
  await again.sync();
  expect(again.session.value).toBe("in");
});

test("signing out right after turning opens the other one; a look around that ends late begins nothing anew", async () => {
  const { core } = await both(new TestServer());
  const names = await indexedDB.databases();
  let go = (): void => undefined;
  const late = new Promise<IDBDatabaseInfo[]>((resolve) => (go = () => resolve(names)));
  const asked = vi.spyOn(indexedDB, "databases").mockReturnValueOnce(late);
  const looking = core.lookAround();
  await core.turnTo(core.others.value[0]?.name ?? "");
  await core.signOut();
  go();
  await looking;
  await core.lookAround();
  asked.mockRestore();
  expect(core.who.value?.person).toBe("anna2@two");
  expect(await indexedDB.databases()).toHaveLength(1);
});
