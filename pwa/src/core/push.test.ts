// Notices on this device, in a browser whose push is played.

import { beforeEach, expect, test, vi } from "vitest";
import { Problem, Unreachable } from "./api";
import type { Core } from "./core";
import { Push } from "./push";
import { join, joined, type TestBrowser } from "./testing/browser";
import { TestServer } from "./testing/server";

const takes = "PUT /api/v1/push/subscription";
const overloaded = { status: 503, code: "overloaded" };

/** The browser's one subscription, whoever is signed in. */
let held: PushSubscription | null;
let made: number;

function subscription(key: string): PushSubscription {
  const endpoint = `https://push.example/${++made}`;
  return {
    endpoint, expirationTime: null, options: { userVisibleOnly: true, applicationServerKey: Uint8Array.from(atob(key), (c) => c.charCodeAt(0)).buffer },
    toJSON: () => ({ endpoint, keys: {} }), unsubscribe: () => Promise.resolve(((held = null), true)), getKey: () => null,
  };
}

beforeEach(() => {
  held = null;
  made = 0;
  const pushManager = {
    getSubscription: () => Promise.resolve(held),
    subscribe: ({ applicationServerKey }: { applicationServerKey: string }) => Promise.resolve((held = subscription(applicationServerKey))),
  };
  const worker = { pushManager };
  vi.stubGlobal("navigator", { serviceWorker: { getRegistration: () => Promise.resolve(worker), ready: Promise.resolve(worker) } });
  vi.stubGlobal("PushManager", {});
  vi.stubGlobal("Notification", { permission: "granted", requestPermission: () => Promise.resolve("granted") });
});

/** What the app has at a start. */
function app(browser: TestBrowser, core: Core, lang = "sv"): Push {
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => browser.shelf.get(key) ?? null,
    setItem: (key: string, value: string) => void browser.shelf.set(key, value),
    removeItem: (key: string) => void browser.shelf.delete(key),
  });
  return new Push(core, () => lang);
}

/** A browser in which somebody has turned notices on. */
async function told(server: TestServer, person = "anna") {
  const { browser, core } = await joined(server, person);
  const push = app(browser, core);
  await push.on();
  expect(push.state.value).toBe("on");
  expect([...server.told.values()]).toMatchObject([{ person }]);
  return { browser, core, push };
}

const asked = (server: TestServer): number => server.requests.filter((r) => r.path === "/api/v1/push/subscription").length;

test("on at the next start with nothing asked, and told once more after a day", async () => {
  const server = new TestServer();
  const { browser, core } = await told(server);
  const push = app(browser, core);
  await push.check();
  expect([push.state.value, asked(server)]).toEqual(["on", 1]);
  browser.pass(86_400_000);
  await push.check();
  expect([push.state.value, asked(server)]).toEqual(["on", 2]);
});

test("known to be told without network too; what a day later cannot be told once more stays on", async () => {
  const server = new TestServer();
  const { browser } = await told(server);
  browser.online = false;
  const push = app(browser, await browser.reload());
  await push.check();
  expect(push.state.value).toBe("on");
  browser.online = true;
  browser.pass(86_400_000);
  const core = await browser.reload();
  await core.sync();
  server.faultsAt.set(takes, [overloaded]);
  const later = app(browser, core);
  await later.check();
  expect([later.state.value, later.why.value, asked(server)]).toEqual(["on", undefined, 2]);
});

test("somebody else who signs in on the phone is told there, and nobody before them", async () => {
  const server = new TestServer();
  const { browser, core, push } = await told(server);
  await core.signOut();
  expect([...server.told.values()]).toEqual([]);
  await join(server, core, "bo");
  await push.check();
  expect(push.state.value).toBe("on");
  expect([...server.told.values()]).toMatchObject([{ person: "bo" }]);
  expect(app(browser, core).state.value).toBe("off"); // until it has looked
});

test("who comes in again on the same device is told anew: the server has forgotten it", async () => {
  const server = new TestServer();
  const { browser, core, push } = await told(server);
  server.faults.push("away");
  await core.act({ ref: "shift/1", base: 0, set: { note: "a" } });
  const [before] = server.told.values();
  await core.signOut(true);
  expect(server.told.size).toBe(0);
  await join(server, core, "anna");
  await push.check();
  expect([...server.told.values()]).toEqual([before]);
  expect(browser.shelf.get("passbok.push")).toContain(before?.device);
});

test("a phone with two providers is told by the one that is open", async () => {
  const server = new TestServer();
  const { core, push } = await told(server, "anna@one");
  await join(server, core, "anna2@two");
  await push.check();
  expect([...server.told.values()]).toMatchObject([{ person: "anna2@two" }]);
  await core.signOut(); // opens the other one
  expect(core.who.value?.person).toBe("anna@one");
  await core.sync();
  await push.check();
  expect(push.state.value).toBe("on");
  expect([...server.told.values()]).toMatchObject([{ person: "anna@one" }]);
});

test("not on before the server has taken it, and it is said why", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  const push = app(browser, core);
  server.faultsAt.set(takes, [overloaded, overloaded, "away"]);
  await expect(push.on()).rejects.toBeInstanceOf(Problem);
  expect([push.state.value, held?.endpoint]).toEqual(["off", "https://push.example/1"]);
  await push.check();
  expect([push.state.value, push.why.value]).toMatchObject(["off", { code: "overloaded" }]);
  await push.check();
  expect([push.state.value, push.why.value]).toEqual(["off", expect.any(Unreachable)]);
  await push.check();
  expect([push.state.value, push.why.value]).toEqual(["on", undefined]);
  expect(server.told.size).toBe(1);
});

test("a server restored from a backup is told anew, and till then it is not on", async () => {
  const server = new TestServer();
  const { core, push } = await told(server);
  server.told.clear();
  server.restore(0);
  await core.sync();
  server.faultsAt.set(takes, [overloaded]);
  await push.check();
  expect(push.state.value).toBe("off");
  await push.check();
  expect([push.state.value, server.told.size]).toEqual(["on", 1]);
});

test("a subscription of an older key of the server's is made anew, also where somebody turns it on", async () => {
  const server = new TestServer();
  const { core, push } = await told(server);
  server.publicKey = "BAUG";
  await push.on();
  expect([push.state.value, held?.endpoint]).toEqual(["on", "https://push.example/2"]);
  await core.signOut();
  await push.check();
  expect(push.state.value).toBe("off");
});

test("turned off while it is being told, it is off", async () => {
  const server = new TestServer();
  const { browser, push } = await told(server);
  browser.pass(86_400_000);
  const telling = push.check();
  await push.off();
  await telling;
  expect([push.state.value, held, server.told.size]).toEqual(["off", null, 0]);
});
