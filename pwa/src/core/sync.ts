// Sending what waits and pulling what has changed: one round trip after another, one tab at a time.

import { signal } from "@preact/signals-core";
import { ask, Problem, Unreachable } from "./api";
import { nextBatch, written } from "./batch";
import { Check } from "./check";
import type { Clock } from "./clock";
import type { Env } from "./env";
import { setFacts } from "./facts";
import { moveDevice, settleMove } from "./move";
import { mustMove } from "./numbers";
import type { Notebook } from "./notebook";
import { whoOf, type Session } from "./session";
import type { SyncAnswer } from "./types";

/** Whether the server was reached the last time it was tried. */
export type Link = "unknown" | "online" | "offline";

/** The most that a batch may fail before the next trigger is waited for. */
const longest = 60_000;
/** How often one exchange may find that it needs a new device. */
const patience = 5;

/** The exchange of one notebook with the server. */
export class Sync {
  readonly link = signal<Link>("unknown");
  /** What the server said when it would not, besides asking for a sign-in. */
  readonly trouble = signal<Problem | undefined>(undefined);
  /** Feeds that have been pulled whole since they were opened. */
  readonly opened = signal<ReadonlySet<string>>(new Set());
  /** Counts the exchanges that went well. */
  readonly rounds = signal(0);
  #wanted = false;
  #running: Promise<void> | undefined;
  #failures = 0;
  #cancel: (() => void) | undefined;
  #singly = 0; // how many operations still go one by one, to find the one that cannot be read
  #stopped = false;
  #moves = 0; // to new devices, in this exchange
  readonly #check: Check;

  constructor(private readonly env: Env, private readonly notebook: Notebook, private readonly session: Session, private readonly deviceName: string, private readonly clock: Clock) {
    this.#check = new Check(env);
  }

  /** Asks for an exchange; resolves when one that began after this has ended, well or not. */
  async kick(): Promise<void> {
    if (this.#stopped) return;
    this.#wanted = true;
    this.#cancel?.();
    this.#running ??= this.env.alone(`passbok-sync:${this.notebook.name}`, () => this.#run()).finally(() => (this.#running = undefined));
    await this.#running;
  }

  /** No exchange begins after this. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      try {
        await this.#everything();
        this.#failures = 0;
        this.link.value = "online";
        this.trouble.value = undefined;
        this.rounds.value++;
      } catch (error) {
        this.#failed(error); // whoever asked meanwhile gets a try of their own
      } finally {
        this.#onItsWay([]);
      }
    }
  }

  async #everything(): Promise<void> {
    this.#moves = 0;
    for (let rounds = 0; !this.#stopped; rounds++) {
      const waiting = this.notebook.waiting.peek().length;
      const more = await this.#exchange();
      const left = this.notebook.waiting.peek().length;
      if (!more && left === 0 && (!this.#check.pressing || rounds > 20)) return;
      if (this.#check.pressing && left === 0) continue;
      // Nothing moves: what waits has come in since, or the server keeps it back. The next trigger tries again.
      if (!more && left >= waiting && rounds > 2) return;
    }
  }

  /** One round trip; whether there is more to pull. */
  async #exchange(): Promise<boolean> {
    try {
      return await this.#roundTrip();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // wrong_device: another tab has moved this notebook to a new device, and the token is of the old one.
      if (error.status === 401 || error.code === "wrong_device") {
        this.session.forget();
        return await this.#roundTrip();
      }
      if (error.code === "device_forked" || error.code === "device_mismatch") {
        if (++this.#moves > patience) throw error;
        await moveDevice(this.env, this.notebook, this.session, this.deviceName, error.code === "device_mismatch");
        return true;
      }
      // An older server knows no digests: then there are none.
      if (error.code === "unknown_field" && (error.field === "digests" || error.field === "refetch") && this.#check.off()) return this.#roundTrip();
      if (bulky(error) || (error.code === "malformed" && (error.index ?? -1) >= 0)) return this.#findCulprit(error);
      throw error;
    }
  }

  async #roundTrip(): Promise<boolean> {
    const token = await this.#token();
    if (this.#mustMove()) {
      await this.notebook.load(); // another tab may have written what is missing here, and its word is still on the way
      if (this.#mustMove()) throw new Problem(409, "device_forked", undefined);
    }
    if (await this.notebook.behind()) await this.notebook.load(); // another tab has sent it, and its word is still on the way
    const { kept, texts } = nextBatch(this.notebook.waiting.peek(), this.#singly > 0 ? 1 : undefined);
    if (this.link.peek() === "online") this.#onItsWay(kept.map((k) => k.id));
    const digests = kept.length === 0 && this.#check.due ? await this.notebook.digests() : undefined;
    const { device, cursor, feeds, refetch, months } = this.notebook.facts;
    const asked = {
      device,
      cursor: months ? cursor : undefined, // documents that came without their month are had anew
      refetch: this.#check.able ? refetch : undefined,
    };
    const began = this.clock.read();
    const answer = await ask(this.env.fetch, "POST", "/api/v1/sync", { body: this.#body(texts, began.wall, { ...asked, digests }), token }) as SyncAnswer;
    this.link.value = "online"; // before what waited is told as received: no network is said no more
    const seen = Date.parse(answer.now);
    const offset = Math.round(this.clock.measure(began, this.clock.read(), seen));
    this.#check.taken(answer, await this.notebook.take(answer, { ...asked, offset, seen, findings: this.#check.findings(answer) }));
    if (this.#singly > 0) this.#singly = Math.max(0, this.#singly - kept.length);
    if (!answer.more) this.opened.value = new Set((feeds ?? []).filter((feed) => !answer.denied?.includes(feed)));
    return answer.more;
  }

  // What is merely tried is on the phone: without a network it is said of nothing, and no row is drawn anew by a try.
  #onItsWay(ids: readonly string[]): void {
    if (ids.length + this.notebook.sending.peek().size > 0) this.notebook.sending.value = new Set(ids);
  }

  #mustMove(): boolean {
    return mustMove(this.notebook.ops.peek(), this.notebook.facts);
  }

  // The operations go in as the texts they are.
  #body(texts: readonly string[], now: number, more: object): string {
    const { device, epoch, feeds, replaces } = this.notebook.facts;
    const head = JSON.stringify({ device, epoch, ...more, now: new Date(now).toISOString(), feeds: feeds?.length ? feeds : undefined, replaces });
    return texts.length === 0 ? head : `${head.slice(0, -1)},"ops":[${texts.join(",")}]}`;
  }

  // The session is renewed here, so here it shows whose it is: a server from before there was one for each device has one
  // for all of the browser, perhaps another's.
  async #token(): Promise<string> {
    const before = this.session.grant;
    const token = await this.session.token().catch((error: unknown) => this.#joinedJustNow(error));
    const { grant } = this.session;
    const { who, facts } = this.notebook;
    if (!grant || grant === before) return token;
    if (who && (grant.person.id !== who.person || grant.book !== who.book)) {
      this.session.forget();
      this.session.state.value = "out";
      throw new Problem(401, "other_person", undefined);
    }
    if (grant.device !== undefined && grant.device === facts.moving) await settleMove(this.notebook, grant);
    const now = whoOf(grant);
    if (JSON.stringify(now) !== JSON.stringify(who)) await this.notebook.write((tx) => setFacts(tx, { who: now }));
    return token;
  }

  // A browser that is killed soon after joining may have lost the cookie, which it writes late. The same code from the
  // same device gives the same session once more, until that is renewed: for a day, since there may be no network.
  async #joinedJustNow(error: unknown): Promise<string> {
    const { joined, device } = this.notebook.facts;
    const lately = joined !== undefined && this.env.now() - joined.at < 86_400_000;
    if (!(error instanceof Problem && error.status === 401) || !lately || device === undefined) throw error;
    return (await this.session.again(joined.code, this.deviceName).catch(() => Promise.reject(error))).access;
  }

  // One operation of the batch cannot be read by the server (or the batch is too large for something in between, or for so slow a line): they
  // go one by one, and the one that cannot be read alone is sent as lost, its text kept. Nothing else waits for it. A
  // request that is wrong in another way is no operation's fault.
  async #findCulprit(error: Problem): Promise<boolean> {
    const { kept } = nextBatch(this.notebook.waiting.peek(), this.#singly > 0 ? 1 : undefined);
    const [first] = kept;
    if (first === undefined || (kept.length === 1 && (bulky(error) || first.lost !== undefined))) throw error;
    if (kept.length > 1) this.#singly = kept.length;
    else await this.notebook.write((tx) => tx.objectStore("ops").put({ ...first, lost: written(first).slice(0, 16_000) }).then(() => undefined));
    return true;
  }

  #failed(error: unknown): void {
    this.#failures++;
    const problem = error instanceof Problem ? error : undefined;
    if (error instanceof Unreachable || problem?.status === 503 || problem?.status === 429) {
      if (!problem) this.link.value = "offline";
      this.#later(problem?.retryAfter);
    } else if (problem?.status !== 401) {
      this.trouble.value = problem ?? new Problem(0, "broken", undefined, undefined, String(error));
      this.#later();
    }
  }

  // After 2, 4, 8 … 60 seconds; a trigger in between does not wait for it.
  #later(seconds?: number): void {
    const wait = Math.min(longest, (seconds ?? 2 ** Math.min(this.#failures, 6)) * 1000);
    this.#cancel = this.env.after(wait, () => {
      this.#cancel = undefined;
      if (this.env.online()) void this.kick();
    });
  }
}

// More than something takes at once, or than came through in time.
function bulky({ status }: Problem): boolean {
  return status === 413 || status === 408;
}
