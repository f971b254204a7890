import { openDB } from "idb";
import { expect, test, vi } from "vitest";
import { Problem, protocol, type Unreachable } from "./api";
import { Outdated, StillWaiting } from "./core";
import { docsHeld, join, joined, TestBrowser } from "./testing/browser";
import { TestServer } from "./testing/server";

const shift = (n: number): string => `shift/${n}`;
const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve)); // what is answered has been taken in
const note = (ref: string, text: string, base = 0) => ({ ref, base, set: { note: text } });

test("what is done is on the disk, survives a kill without network, and is received", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  browser.online = false;
  await core.act(note(shift(1), "a"));
  expect(core.rows.value.get(shift(1))).toMatchObject({ fields: { note: "a" }, status: "phone", rev: 0 });
  const again = await browser.reload();
  expect(again.who.value?.person).toBe("anna");
  expect(again.rows.value.get(shift(1))?.status).toBe("phone");
  await again.sync();
  expect(again.link.value).toBe("offline");
  browser.online = true;
  await again.sync();
  expect(again.rows.value.get(shift(1))).toMatchObject({ status: "received", rev: 1, pending: [] });
  expect(server.fields(shift(1))).toEqual({ note: "a" });
});

test("what is tried without a network draws no row anew; with one a row is said to be on its way", async () => {
  const { browser, core } = await joined(new TestServer());
  await core.sync();
  const seen: string[] = [];
  core.rows.subscribe((rows) => seen.push(rows.get(shift(1))?.status ?? ""));
  await core.act(note(shift(1), "a"));
  await core.sync();
  expect(seen).toEqual(["", "phone", "sent", "received"]);
  browser.online = false;
  await core.sync();
  await core.act(note(shift(2), "b"));
  await core.sync();
  const drawn = seen.length;
  await core.sync();
  await core.sync();
  expect([core.link.value, seen.length - drawn]).toEqual(["offline", 0]);
});

test("a lost answer: sent again, taken once", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  server.faults.push("lost");
  await core.act(note(shift(1), "a"));
  await core.sync();
  await core.sync();
  expect(server.log.map((l) => l.n)).toEqual([1]);
  expect(core.waiting.value).toEqual([]);
});

test("many operations go in order, in batches that fit", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  await core.actAll(Array.from({ length: 450 }, (_, i) => note(shift(i), "x")));
  await core.sync();
  const sizes = server.requests.map((r) => r.body.ops?.length ?? 0).filter(Boolean);
  expect(sizes).toEqual([200, 200, 50]);
  expect(server.log.map((l) => l.n)).toEqual(Array.from({ length: 450 }, (_, i) => i + 1));
});

test("what was pasted is written without the control characters that no text may have", async () => {
  const { core } = await joined(new TestServer());
  await core.act({ ...note(shift(1), "one\u0000\u0096 two\tthree\nfour\u007f å é 👍\r"), why: "be\u0007cause" });
  expect(core.waiting.value.map(({ op }) => [op.set["note"], op.why])).toEqual([["one two\tthree\nfour å é 👍", "because"]]);
});

test("pages are pulled until there is no more", async () => {
  const server = new TestServer();
  server.page = 10;
  for (let i = 0; i < 35; i++) server.set(shift(i), { note: "x" });
  const { core } = await joined(server);
  expect(core.rows.value.size).toBe(35);
});

test("one operation that cannot be read blocks no other: it is kept as lost, and refused", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  await core.actAll([note(shift(1), "a"), note(shift(2), server.poison), note(shift(3), "c")]);
  await core.sync();
  expect(server.log.map((l) => l.verdict)).toEqual(["applied", "refused", "applied"]);
  expect(core.waiting.value).toEqual([]);
  const row = core.rows.value.get(shift(2));
  expect(row?.status).toBe("refused");
  await core.dismiss(row?.refused?.id ?? "");
  expect(core.rows.value.has(shift(2))).toBe(false);
});

test("a forked device is replaced: what waits goes under the new one, ids unchanged", async () => {
  const server = new TestServer();
  const { core, browser } = await joined(server);
  await core.act(note(shift(1), "a"));
  await core.sync();
  const [first] = server.log;
  browser.online = false;
  const { id } = await core.act(note(shift(1), "b"));
  (server.devices.get(first?.device ?? "") as { last: number }).last = 2; // a copy of this phone has used number 2
  browser.online = true;
  await core.sync();
  expect(server.log.at(-1)).toMatchObject({ id, n: 1, verdict: "applied" });
  expect(server.log.at(-1)?.device).not.toBe(first?.device);
  const replaces = server.requests.find((r) => r.body.replaces)?.body.replaces;
  expect(replaces).toEqual({ device: first?.device, through: 1 });
  await core.act(note(shift(1), "c"));
  await core.sync();
  expect(server.log.at(-1)?.n).toBe(2);
});

test("expiry deletes nothing: signed out, recording goes on, and joining again sends it", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  server.signedOut = true;
  const again = await browser.reload();
  await again.sync();
  expect(again.session.value).toBe("out");
  await again.act(note(shift(1), "a"));
  await again.sync();
  expect(again.waiting.value).toHaveLength(1);
  await join(server, again, "anna");
  expect(again.waiting.value).toEqual([]);
  expect(server.log).toHaveLength(1);
  expect(core).not.toBe(again);
});

test("a device that was closed from another says that it is signed out, and sends what it holds", async () => {
  const server = new TestServer();
  const { browser } = await joined(server);
  server.closed = true;
  const again = await browser.reload();
  await again.sync();
  expect(again.session.value).toBe("out");
  await again.act(note(shift(1), "a"));
  await again.sync();
  expect(again.waiting.value).toEqual([]);
  expect(server.log).toHaveLength(1);
  await join(server, again, "anna");
  expect(again.session.value).toBe("in");
  expect(again.who.value?.sendOnly).toBe(false);
});

test("another person on the same phone: neither sees or sends the other's, and both get theirs", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server, "anna");
  browser.online = false;
  await core.act(note(shift(1), "anna's"));
  browser.online = true;
  server.faults.push("away");
  await join(server, core, "bo");
  expect(core.rows.value.has(shift(1))).toBe(false);
  await core.act(note(shift(2), "bo's"));
  await core.sync();
  expect(server.log.map((l) => l.doc)).toEqual([shift(2)]);
  await join(server, core, "anna");
  expect(server.log.map((l) => l.doc)).toEqual([shift(2), shift(1)]);
  expect(server.devices.size).toBe(2);
});

test("signing out is refused while something waits, unless insisted on; then it waits for the person", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  browser.online = false;
  await core.act(note(shift(1), "a"));
  await expect(core.signOut()).rejects.toBeInstanceOf(StillWaiting);
  await core.signOut(true);
  expect(core.who.value).toBeUndefined();
  const again = await browser.reload();
  expect(again.who.value).toBeUndefined();
  browser.online = true;
  await join(server, again, "anna");
  expect(server.log.map((l) => l.doc)).toEqual([shift(1)]);
});

test("signing out with nothing waiting leaves nothing behind", async () => {
  const server = new TestServer();
  server.set(shift(1), { note: "x" });
  const { browser, core } = await joined(server);
  await core.signOut();
  await vi.waitFor(async () => expect(await indexedDB.databases()).toEqual([])); // it goes once the last that reads it has ended
  expect((await browser.reload()).who.value).toBeUndefined();
});

test("what waits is counted in rows, however often each was written", async () => {
  const { browser, core } = await joined(new TestServer());
  browser.online = false;
  await core.act(note(shift(1), "begun"));
  await core.act(note(shift(1), "ended"));
  expect([core.waiting.value.length, core.unsent.value, core.atStake.value]).toEqual([2, 1, 1]);
  await expect(core.signOut()).rejects.toMatchObject({ rows: 1 });
  await core.act(note(shift(2), "a"));
  expect([core.unsent.value, core.atStake.value]).toEqual([2, 2]);
});

test.each(["nothing", "something"])("signing out with %s waiting is done on the phone before the server answers: killed meanwhile, nobody is in", async (what) => {
  const server = new TestServer();
  server.set(shift(1), { note: "x" });
  const { browser, core } = await joined(server);
  browser.online = false;
  if (what === "something") await core.act(note(shift(2), "a"));
  browser.online = true;
  const ask = server.fetch;
  let asked = 0;
  Object.assign(server, { fetch: (path: string, init?: RequestInit) => (init?.method === "DELETE" && ++asked ? new Promise(() => undefined) : ask(path, init)) });
  const gone = core.signOut(true);
  expect(core.who.value).toBeUndefined(); // in the same breath
  await gone;
  expect(core.rows.value.size).toBe(0);
  await vi.waitFor(() => expect(asked).toBe(1));
  browser.online = false;
  let again = await browser.reload();
  expect(again.who.value).toBeUndefined();
  expect(await docsHeld()).toEqual([]);
  Object.assign(server, { fetch: ask });
  browser.online = true;
  again = await browser.reload();
  await vi.waitFor(() => expect(server.signedIn).toEqual([]));
  await join(server, again, "anna");
  expect(server.log.map((l) => l.doc)).toEqual(what === "something" ? [shift(2)] : []);
  expect(again.rows.value.get(shift(1))?.fields).toEqual({ note: "x" });
});

test("who comes in while a sign-out is being told waits for the answer to that, which takes a sign-in away", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  const ask = server.fetch;
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  let told = 0;
  Object.assign(server, { fetch: async (path: string, init?: RequestInit) => {
    if (init?.method === "DELETE" && told++ === 0) await slow;
    return ask(path, init);
  } });
  await core.signOut();
  const coming = join(server, core, "anna");
  await later();
  expect(server.codes.size).toBe(1); // it has not been shown
  answer();
  await coming;
  expect(server.signedIn).toEqual(["anna"]);
  expect(told).toBe(1);
});

test.each([
  [{ status: 503, code: "overloaded" }, "later"],
  [{ status: 503, code: "stopping" }, "later"],
  [{ status: 500, code: "internal" }, "later"],
  [{ status: 429, code: "too_many_requests" }, "later"],
  ["away", "later"],
  [{ status: 400, code: "bad_id" }, "told"],
  [{ status: 401, code: "session_unknown" }, "told"],
  [{ status: 403, code: "origin" }, "told"],
  [{ status: 404, code: "not_found" }, "told"],
] as const)("a sign-out is told until the server has heard it: %o", async (fault, then) => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  server.faultsAt.set("DELETE /api/v1/session", [fault, fault]);
  await core.signOut();
  await vi.waitFor(() => expect(server.faultsAt.get("DELETE /api/v1/session")).toHaveLength(1));
  if (then === "told") {
    await vi.waitFor(() => expect(browser.shelf.has("passbok.signout")).toBe(false));
    return;
  }
  await later();
  expect(browser.shelf.has("passbok.signout")).toBe(true);
  server.requests.length = 0;
  for (const signedIn of [["anna"], []]) { // at the first start the server is still in trouble
    const again = await browser.reload();
    await vi.waitFor(() => expect(server.signedIn).toEqual(signedIn));
    expect(again.who.value).toBeUndefined();
  }
  expect(server.requests.map((r) => r.path)).toEqual(["/api/v1/session", "/api/v1/session"]); // and nobody was come back to
  expect(browser.shelf.has("passbok.signout")).toBe(false);
});

test("who comes in again while their sign-out has not been heard stays in", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  browser.online = false;
  await core.act(note(shift(1), "a"));
  await core.signOut(true);
  browser.online = true;
  server.faultsAt.set("DELETE /api/v1/session", [{ status: 503, code: "overloaded" }]);
  await join(server, core, "anna");
  expect(server.devices.size).toBe(1);
  const again = await browser.reload();
  await again.sync();
  expect(again.session.value).toBe("in");
  expect(server.signedIn).toEqual(["anna"]);
});

test("each of many sign-outs is told by itself", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  const named: (string | null)[] = [];
  browser.online = false;
  browser.shelf.set("passbok.signout", "a,b,c,d,e,1");
  await core.signOut();
  browser.online = true;
  const ask = server.fetch;
  Object.assign(server, { fetch: (path: string, init?: RequestInit) => {
    if (init?.method === "DELETE") named.push(new Headers(init.headers).get("X-Passbok-Device"));
    return ask(path, init);
  } });
  await browser.reload();
  await vi.waitFor(() => expect(browser.shelf.has("passbok.signout")).toBe(false));
  expect(named).toEqual(["a", "b", "c", "d", "e", null, expect.any(String)]);
});

test("a server restored from a backup gets again what it lacks", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  for (let i = 1; i <= 3; i++) await core.act(note(shift(i), "x"));
  await core.sync();
  server.restore(1);
  await core.sync();
  expect(server.log.map((l) => l.n)).toEqual([1, 2, 3]);
  expect([1, 2, 3].map((i) => core.rows.value.get(shift(i))?.status)).toEqual(["received", "received", "received"]);
});

test("a refused row is shown to its author until it has been read", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note(shift(1), "refuse"));
  await core.sync();
  const again = await browser.reload();
  expect(again.rows.value.get(shift(1))).toMatchObject({ status: "refused", fields: { note: "refuse" } });
  expect(core).not.toBe(again);
});

test("a new row that was refused is whole, says its own why, and is read with all that followed it", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  await core.act(note(shift(1), "refuse"));
  await core.act({ ref: shift(1), base: 0, set: { end: "x" } });
  await core.sync();
  expect(server.log.map((l) => l.verdict)).toEqual(["refused", "refused"]);
  const row = core.rows.value.get(shift(1));
  expect(row).toMatchObject({ status: "refused", rev: 0, fields: { note: "refuse", end: "x" } });
  expect(row?.refused?.op.set).toEqual({ note: "refuse" });
  await core.dismiss(row?.refused?.id ?? "");
  expect(core.rows.value.has(shift(1))).toBe(false);
});

test("an overloaded server is asked again after the time it names", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  server.faults.push({ status: 503, code: "overloaded", retryAfter: 7 });
  await core.act(note(shift(1), "a"));
  await core.sync();
  await vi.waitFor(() => expect(core.waiting.value.length + browser.timers.length).toBeGreaterThan(0));
  if (core.waiting.value.length > 0) expect(browser.timers.at(-1)?.at).toBeGreaterThanOrEqual(7000);
});

test("a cookie that was lost right after joining is had again by the same code", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note(shift(1), "a"));
  server.codes.set("code-again", "anna");
  await core.join("code-again");
  await core.sync();
  await browser.kill();
  server.loseCookie();
  server.codes.set("code-again", "anna"); // as the server does for a minute, for the same device
  const again = await browser.tab();
  await again.act(note(shift(2), "b"));
  await again.sync();
  expect(again.session.value).toBe("in");
  expect(server.log.map((l) => l.n)).toEqual([1, 2]);
  expect(server.devices.size).toBe(1);
});

test.each([[401, "token_expired"], [403, "wrong_device"]])("a token that the server does not take (%i) is renewed, once", async (status, code) => {
  const server = new TestServer();
  const { core } = await joined(server);
  server.requests.length = 0;
  server.faults.push({ status, code });
  await core.act(note(shift(1), "a"));
  await core.sync();
  expect(core.waiting.value).toEqual([]);
  expect(server.requests.filter((r) => r.path.endsWith("/refresh"))).toHaveLength(1);
});

test("a request that is wrong as a whole makes no operation lost", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  for (let i = 0; i < 5; i++) server.faults.push({ status: 400, code: "unknown_field" });
  await core.act(note(shift(1), "a"));
  while (server.faults.length > 1) await core.sync();
  await vi.waitFor(() => expect(core.trouble.value).toBeDefined());
  expect(core.trouble.value?.code).toBe("unknown_field");
  while (core.waiting.value.length > 0) await core.sync();
  expect(server.log.map((l) => l.verdict)).toEqual(["applied"]);
});

test.each([
  { status: 413, code: "body_too_large" },
  { status: 408, code: "request_timeout" },
])("a batch that is too large for something in between, or too slow ($status), goes in smaller ones", async (fault) => {
  const server = new TestServer();
  const { core } = await joined(server);
  server.faults.push(fault);
  await core.actAll([note(shift(1), "a"), note(shift(2), "b")]);
  await core.sync();
  expect(server.log.map((l) => l.verdict)).toEqual(["applied", "applied"]);
});

test("once all has been pulled, what was answered is no longer laid over", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  server.hidden = shift(1);
  await core.act(note(shift(1), "a"));
  await core.sync();
  expect(core.rows.value.has(shift(1))).toBe(false);
});

test("a captive portal's page is no answer", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  const real = server.fetch;
  Object.assign(server, { fetch: () => Promise.resolve(new Response("<html>")) });
  await core.act(note(shift(1), "a"));
  await core.sync();
  expect(core.link.value).toBe("offline");
  expect(core.waiting.value).toHaveLength(1);
  Object.assign(server, { fetch: real });
});

test("feeds that are opened at once are all open", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  await Promise.all(["p@2026-11", "p@2026-12", "plans/anna@2026-11"].map((feed) => core.open(feed)));
  await core.sync();
  expect(server.requests.at(-1)?.body.feeds).toEqual(["p@2026-11", "p@2026-12", "plans/anna@2026-11"]);
});

test("the office's feeds are asked for, the latest dozen", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  for (let i = 1; i <= 14; i++) await core.open(`p@2026-${i}`);
  expect(server.requests.at(-1)?.body.feeds).toHaveLength(12);
  expect(core.opened.value.has("p@2026-14")).toBe(true);
  expect(core.opened.value.has("p@2026-1")).toBe(false);
});

test("other routes renew the token once, and tell what the server said", async () => {
  const server = new TestServer();
  const { core } = await joined(server);
  await expect(core.request("GET", "/api/v1/nothing")).rejects.toMatchObject({ code: "not_found", status: 404 });
  expect(await core.request("GET", "/api/v1/nothing").catch((e: unknown) => e)).toBeInstanceOf(Problem);
});

test("only what was to change, and may have gone out, may have been done when its answer is missing", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  const came = async (...ask: Parameters<typeof core.request>): Promise<string> => core.request(...ask).then(() => "answered", (e: Unreachable) => e.came);
  server.deaf.add("/api/v1/deaf");
  const deaf = (method: "GET" | "POST" | "PUT" | "DELETE", body?: unknown, how?: { file: boolean }): Promise<string> => came(method, "/api/v1/deaf", body, how);
  expect(await deaf("GET")).toBe("offline");
  expect(await deaf("POST", { name: "a" }, { file: true })).toBe("offline");
  expect(await deaf("POST", { name: "a" })).toBe("lost");
  expect(await deaf("POST", { id: "1", saw: "h" })).toBe("once");
  expect(await deaf("PUT", { name: "a" })).toBe("once");
  expect(await deaf("DELETE")).toBe("once");
  browser.online = false;
  expect(await deaf("POST", { id: "1", saw: "h" })).toBe("offline");
  browser.online = true;
  browser.pass(3_600_000); // the token has run out, and its renewal is not answered: what was asked for has not gone out
  server.deaf.add("/api/v1/session/refresh");
  expect(await deaf("POST", { id: "1", saw: "h" })).toBe("offline");
});

test("two tabs count together, see each other's, and send once", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  const other = await browser.tab();
  browser.online = false;
  await Promise.all([core.act(note(shift(1), "a")), other.act(note(shift(2), "b")), core.act(note(shift(3), "c"))]);
  await vi.waitFor(() => {
    expect(other.waiting.value.map((k) => k.n)).toEqual([1, 2, 3]);
    expect(core.waiting.value.map((k) => k.n)).toEqual([1, 2, 3]);
  });
  browser.online = true;
  await Promise.all([core.sync(), other.sync()]);
  expect(server.log.map((l) => l.n)).toEqual([1, 2, 3]);
  await vi.waitFor(() => expect(other.waiting.value).toEqual([]));
});

test("nobody has joined: nothing can be done, and nothing breaks", async () => {
  const core = await new TestBrowser(new TestServer()).tab();
  expect(core.ready.value).toBe(true);
  await expect(core.act(note(shift(1), "a"))).rejects.toThrow();
  await core.sync();
});

test("an app that is too old sends what it holds, writes nothing new, and knows it without network too", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  await core.act(note(shift(1), "a"));
  browser.online = false;
  await core.act(note(shift(2), "b"));
  browser.online = true;
  server.oldest = 2;
  await core.sync();
  expect(server.log.map((l) => l.verdict)).toEqual(["applied", "applied"]);
  expect(core.outdated.value).toBe(true);
  await expect(core.act(note(shift(3), "c"))).rejects.toBeInstanceOf(Outdated);
  expect(core.rows.value.size).toBe(2);
  browser.online = false;
  const again = await browser.reload();
  expect(again.outdated.value).toBe(true);
  browser.online = true;
  server.oldest = 1; // the operator has changed their mind
  await again.sync();
  expect(again.outdated.value).toBe(false);
  await again.act(note(shift(3), "c"));
});

test("what the server said of an older app is over once a newer one runs here", async () => {
  const server = new TestServer();
  const { browser } = await joined(server);
  await browser.kill();
  for (const { name } of await indexedDB.databases()) {
    const db = await openDB(name ?? "");
    await db.put("facts", protocol - 1, "outdated");
    db.close();
  }
  browser.online = false;
  expect((await browser.tab()).outdated.value).toBe(false);
});

test("what another tab has sent is not sent again, though its word is still on the way", async () => {
  const server = new TestServer();
  const { browser, core } = await joined(server);
  const other = await browser.tab();
  await other.sync();
  browser.online = false;
  await core.act({ ref: shift(1), base: 0, set: { note: "x" } });
  await vi.waitFor(() => expect(other.waiting.value).toHaveLength(1));
  browser.online = true;
  browser.hushed = true;
  await core.sync();
  await other.sync();
  expect(server.requests.flatMap(({ body }) => body.ops ?? [])).toHaveLength(1);
  expect(other.waiting.value).toEqual([]);
});
