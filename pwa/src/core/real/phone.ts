// A browser with storage of its own that talks to the real server. Several live in one test: IndexedDB is a global, so each
// finds its own by the calls that led there.

import { AsyncLocalStorage } from "node:async_hooks";
import { IDBFactory } from "fake-indexeddb";
import { TestBrowser } from "../testing/browser";
import type { Core } from "../core";
import type { Doc, Row, SyncAnswer } from "../types";

const disks = new AsyncLocalStorage<IDBFactory>();
let elsewhere = globalThis.indexedDB;
Object.defineProperty(globalThis, "indexedDB", {
  configurable: true,
  get: () => disks.getStore() ?? elsewhere,
  set: (factory: IDBFactory) => (elsewhere = factory),
});

/** One person's phone, tablet or office. */
export class Phone {
  readonly #disk = new IDBFactory();
  readonly #jar = new Map<string, string>();
  readonly #browser: TestBrowser;
  #core: Core | undefined;
  #feeds: readonly string[] = [];

  /** url: where it reaches the server, now. */
  constructor(private readonly url: () => string) {
    this.#browser = new TestBrowser({ fetch: (input, init) => this.#fetch(input as string, init), elapsed: 0 });
  }

  /** Does something in this browser. */
  do<T>(fn: (core: Core) => Promise<T>): Promise<T> {
    return disks.run(this.#disk, () => fn(this.core));
  }

  get core(): Core {
    if (!this.#core) throw new Error("it has not been opened");
    return this.#core;
  }

  get #who(): { person: string; device: string } {
    const { person, device } = JSON.parse(this.core.export()) as { person: string; device: string };
    return { person, device };
  }

  async join(code: string): Promise<void> {
    await disks.run(this.#disk, async () => {
      this.#core = await this.#browser.tab();
      await this.#core.join(code);
      await this.#core.sync();
    });
  }

  /** Opens the office's months. */
  async open(feed: string): Promise<void> {
    this.#feeds = [...this.#feeds, feed];
    await this.do((core) => core.open(feed));
  }

  set online(is: boolean) {
    this.#browser.online = is;
  }

  /** Milliseconds that its wall clock is ahead. */
  set ahead(ms: number) {
    this.#browser.ahead = ms;
  }

  /** Killed, and opened again on the same disk. meddle: what happens to the disk in between. */
  async restart(meddle: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await disks.run(this.#disk, async () => {
      await this.#browser.kill();
      await meddle();
      this.#core = await this.#browser.tab();
    });
  }

  /** The emergency copy of what waits is lost. */
  forgetCopy(): void {
    for (const key of this.#browser.shelf.keys()) if (key.startsWith("passbok.waiting")) this.#browser.shelf.delete(key);
  }

  async close(): Promise<void> {
    await disks.run(this.#disk, () => this.#browser.kill());
  }

  /** What the server has for this person now, asked for from the beginning, by the protocol alone. */
  async served(): Promise<Map<string, Doc>> {
    const docs = new Map<string, Doc>();
    const { device } = this.#who;
    for (let answer: Partial<SyncAnswer> = { more: true }; answer.more; ) {
      const { epoch, cursor } = answer;
      const body = { device, epoch, cursor, ...(this.#feeds.length > 0 ? { feeds: this.#feeds } : {}) };
      answer = (await this.do((core) => core.request("POST", "/api/v1/sync", body))) as SyncAnswer;
      for (const doc of answer.docs ?? []) docs.set(doc.doc, doc);
      for (const ref of answer.gone ?? []) docs.delete(ref);
    }
    return docs;
  }

  /** What this phone shows, in the server's terms. */
  shown(): Map<string, Pick<Row, "rev" | "fields" | "conflicts" | "parked">> {
    return new Map([...this.core.rows.peek()].map(([ref, { rev, fields, conflicts, parked }]) => [ref, { rev, fields, conflicts, parked }]));
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#jar.size > 0) headers.set("Cookie", [...this.#jar].map((pair) => pair.join("=")).join("; "));
    const response = await fetch(this.url() + path, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "") this.#jar.delete(name);
      else this.#jar.set(name, value);
    }
    return response;
  }
}
