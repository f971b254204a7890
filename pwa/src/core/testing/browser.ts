// A browser to test in: its storage outlives its tabs, and its clock stands still until it is told to go.

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { onTestFinished } from "vitest";
import type { Env, Line } from "../env";
import { Core } from "../core";
import type { Doc, Kept } from "../types";
import type { TestServer } from "./server";

/** What a browser reaches: something to ask, and how much time has passed there. */
export type Reached = Pick<TestServer, "fetch" | "elapsed">;

export class TestBrowser {
  readonly shelf = new Map<string, string>();
  readonly timers: { at: number; fn: () => void }[] = [];
  restarts = 0;
  online = true;
  /** What one tab says to the others is still on the way. */
  hushed = false;
  #tabs: Core[] = [];
  #locks = new Map<string, Promise<unknown>>();
  #lines = new Map<string, Set<(message: unknown) => void>>();
  #elapsed = 0;
  #slept = 0;
  /** Milliseconds that the wall clock is ahead of the server's. */
  ahead = 0;

  constructor(private readonly server: Reached) {
    globalThis.indexedDB = new IDBFactory();
  }

  /** A new tab with the app in it, started. */
  async tab(): Promise<Core> {
    const core = new Core(this.#env(), "Test");
    this.#tabs.push(core);
    await core.start();
    return core;
  }

  /** All tabs are killed; the storage stays. */
  async kill(): Promise<void> {
    await Promise.all(this.#tabs.splice(0).map((core) => core.stop()));
    this.timers.length = 0;
  }

  /** Reload: killed, and open again. */
  async reload(): Promise<Core> {
    await this.kill();
    return this.tab();
  }

  /** Time passes, for the server too. A browser that sleeps stops the clock that is never set. */
  pass(ms: number, asleep = false): void {
    this.#elapsed += ms;
    this.server.elapsed += ms;
    if (asleep) this.#slept += ms;
  }

  #env(): Env {
    const server = this.server;
    return {
      fetch: (input, init) => (this.online ? server.fetch(input as string, init) : Promise.reject(new TypeError("offline"))),
      now: () => Date.now() + this.#elapsed + this.ahead,
      mono: () => performance.now() + this.#elapsed - this.#slept,
      random: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
      shelf: {
        getItem: (key) => this.shelf.get(key) ?? null,
        setItem: (key, value) => void this.shelf.set(key, value),
        removeItem: (key) => void this.shelf.delete(key),
      },
      alone: (name, fn) => this.#alone(name, fn),
      line: (name) => this.#line(name),
      after: (ms, fn) => {
        const timer = { at: this.#elapsed + ms, fn };
        this.timers.push(timer);
        return () => void this.timers.splice(this.timers.indexOf(timer), 1);
      },
      shown: (fn) => fn(),
      online: () => this.online,
      visible: () => false,
      restart: () => void this.restarts++,
    };
  }

  async #alone<T>(name: string, fn: () => Promise<T>): Promise<T> {
    const before = this.#locks.get(name) ?? Promise.resolve();
    const mine = before.then(fn, fn);
    this.#locks.set(name, mine.catch(() => undefined));
    return mine;
  }

  #line(name: string): Line {
    const all = this.#lines.get(name) ?? new Set();
    this.#lines.set(name, all);
    let mine: ((message: unknown) => void) | undefined;
    return {
      say: (message) => !this.hushed && all.forEach((fn) => fn !== mine && fn(message)),
      hear: (fn) => void all.add((mine = fn)),
      close: () => void (mine && all.delete(mine)),
    };
  }
}

/** A browser in which a person has joined. */
export async function joined(server: TestServer, person = "anna"): Promise<{ browser: TestBrowser; core: Core }> {
  const browser = new TestBrowser(server);
  onTestFinished(() => browser.kill()); // what it still has to do would be done on the next test's disk
  const core = await browser.tab();
  await join(server, core, person);
  return { browser, core };
}

/** Does something to the documents on a browser's disk, behind the app's back. */
export async function spoil(fn: (docs: Doc[]) => { put?: Doc[]; drop?: string[] }): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    const db = await openDB(name ?? "");
    const tx = db.transaction("docs", "readwrite");
    const { put = [], drop = [] } = fn((await tx.store.getAll()) as Doc[]);
    for (const doc of put) await tx.store.put(doc);
    for (const ref of drop) await tx.store.delete(ref);
    await tx.done;
    db.close();
  }
}

/** The documents on a browser's disk, of everybody. */
export async function docsHeld(): Promise<Doc[]> {
  let held: Doc[] = [];
  await spoil((docs) => {
    held = [...held, ...docs];
    return {};
  });
  return held;
}

/** Does something to the operations on a browser's disk, behind the app's back. */
export async function meddle(fn: (ops: Kept[]) => { put?: Kept[]; drop?: string[] }): Promise<void> {
  for (const { name } of await indexedDB.databases()) {
    const db = await openDB(name ?? "");
    const tx = db.transaction("ops", "readwrite");
    const { put = [], drop = [] } = fn((await tx.store.index("n").getAll()) as Kept[]);
    for (const kept of put) await tx.store.put(kept);
    for (const id of drop) await tx.store.delete(id);
    await tx.done;
    db.close();
  }
}

let codes = 0;

/** Joins by a fresh code. */
export async function join(server: TestServer, core: Core, person: string): Promise<void> {
  const code = `code-${++codes}`;
  server.codes.set(code, person);
  await core.join(code);
  await core.sync();
}
