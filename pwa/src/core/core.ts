// The core as screens see it: who is here, what there is, how to change it. No UI.

import { batch, computed, effect, signal, type ReadonlySignal } from "@preact/signals-core";
import { ask, Problem, Unreachable, type How } from "./api";
import { Clock, tolerance } from "./clock";
import type { Env, Line } from "./env";
import { fact, setFacts } from "./facts";
import { uuidv7 } from "./ids";
import { comeBack, discover, joined, reopen, type Opened } from "./joining";
import { live } from "./live";
import { Notebook } from "./notebook";
import type { Desk, Other } from "./others";
import { deviceOf, endLater, point, pointer, Session, tellEnds, type Proof, type SessionState } from "./session";
import { Store } from "./store";
import { Sync, type Link } from "./sync";
import type { Fields, Kept, Op, Role, Row, Who } from "./types";

/** One thing that a person does to a document. */
export interface Act {
  /** kind/id */
  readonly ref: string;
  /** The row's rev when the form or button was drawn; 0 for a new document. */
  readonly base: number;
  readonly set: Fields;
  readonly why?: string | undefined;
  /** The operations of the candidates that the person has seen, where this resolves a conflict. */
  readonly resolves?: readonly string[] | undefined;
}

/** Rows wait to be sent, or could not be saved: signing out may lose them. */
export class StillWaiting extends Error {
  override name = "StillWaiting";

  constructor(readonly rows: number) {
    super(`${rows} wait`);
  }
}

/** The app is too old: the server takes what it holds, and nothing new is to be written with it. */
export class Outdated extends Error {
  override name = "Outdated";
}

const feedsHeld = 12;
const nothing: ReadonlyMap<string, Row> = new Map();

/** Everything of this device. Made once, by index.ts for the app and by tests for themselves. */
export class Core {
  readonly #notebook = signal<Notebook | undefined>(undefined);
  readonly #sync = signal<Sync | undefined>(undefined);
  readonly #session = signal<Session | undefined>(undefined);
  readonly #clock: Clock;
  readonly #people: Line | undefined;
  #polling: AbortController | undefined;
  #coming: Promise<void> | undefined;
  #looking: Promise<void> | undefined;
  #told: Promise<unknown> = Promise.resolve();
  #stopped = false;

  /** Whether the phone's disk has been read; before that, nothing is known. */
  readonly ready = signal(false);
  readonly who = signal<Who | undefined>(undefined);
  readonly session: ReadonlySignal<SessionState> = computed(() => this.#session.value?.state.value ?? "none");
  /** Everything that this device holds, with its own waiting operations laid over. Key: kind/id. */
  readonly rows: ReadonlySignal<ReadonlyMap<string, Row>> = computed(() => this.#notebook.value?.rows.value ?? nothing);
  /** Operations that the server has not answered about. */
  readonly waiting: ReadonlySignal<readonly Kept[]> = computed(() => this.#notebook.value?.waiting.value ?? []);
  /** How many documents they are of: rows, to people. */
  readonly unsent: ReadonlySignal<number> = computed(() => documents(this.waiting.value.map((kept) => kept.op)));
  /** How many documents something may be lost of by signing out: what waits, and what could not be saved. */
  readonly atStake: ReadonlySignal<number> = computed(() => documents([...this.waiting.value.map((kept) => kept.op), ...this.unsaved.value]));
  /** Operations on their way now. */
  readonly sending: ReadonlySignal<ReadonlySet<string>> = computed(() => this.#notebook.value?.sending.value ?? new Set<string>());
  /** What this phone could not save. Show it, and let it be shared as a file. */
  readonly unsaved: ReadonlySignal<readonly Op[]> = computed(() => this.#notebook.value?.unsaved.value ?? []);
  /** Whether the server was reached the last time it was tried. */
  readonly link: ReadonlySignal<Link> = computed(() => this.#sync.value?.link.value ?? "unknown");
  /** What the server said when it would not. */
  readonly trouble: ReadonlySignal<Problem | undefined> = computed(() => this.#sync.value?.trouble.value);
  /** Feeds that have been pulled whole since they were opened. */
  readonly opened: ReadonlySignal<ReadonlySet<string>> = computed(() => this.#sync.value?.opened.value ?? new Set<string>());
  /** Months in which this phone and the server do not hold the same, though the phone has fetched them again. */
  readonly differing: ReadonlySignal<readonly string[]> = computed(() => this.#notebook.value?.differing.value ?? []);
  /** This app is too old: it sends what it holds, and writes nothing new. */
  readonly outdated: ReadonlySignal<boolean> = computed(() => this.#notebook.value?.outdated.value ?? false);
  /** The notebooks of this browser that somebody is signed in to beside the one that is open: at other providers. */
  readonly others = signal<readonly Other[]>([]);
  /** Goes up with each exchange that went well: what the server computes may have changed. */
  readonly rounds: ReadonlySignal<number> = computed(() => this.#sync.value?.rounds.value ?? 0);

  constructor(private readonly env: Env, private readonly deviceName: string) {
    this.#clock = new Clock(env);
    // Another tab has signed in someone else, or out: this one begins anew.
    this.#people = env.line("passbok");
    this.#people?.hear((name) => {
      if (name !== (this.#notebook.peek()?.name ?? "")) env.restart();
    });
  }

  /** What is kept here, for parts that are fetched later and keep something of their own. */
  get notebook(): Notebook | undefined {
    return this.#notebook.peek();
  }

  /** The role of whoever was here last, known before the disk has been read. */
  get expected(): Role | undefined {
    return pointer(this.env)?.role;
  }

  /** Reads the phone's disk, then begins to exchange. Resolves when the disk has been read. */
  async start(): Promise<void> {
    const found = await discover(this.env);
    if (found) this.#open(found);
    this.ready.value = true;
    if (!(await this.#tellEnds()) && !found) this.#coming = this.#comeBack();
  }

  /** Comes in by an invitation's or a pairing code, or by a passkey. At another provider the sign-in there is kept, see others. */
  async join(by: string | Proof): Promise<Who> {
    const proof = typeof by === "string" ? { invitation: by } : by;
    await this.#tellEnds(); // now, so that it is not told of the device that joins
    await this.#coming;
    await this.#session.peek()?.idle();
    const found = await joined(this.env, proof, this.deviceName, this.#notebook.peek());
    await this.#turnTo(found);
    return found.who;
  }

  /** Opens another notebook of this browser (see others); what waits in the one before goes on being sent. */
  async turnTo(name: string): Promise<void> {
    const found = await reopen(this.env, name);
    if (found) await this.#turnTo(found);
    else await this.lookAround();
  }

  /**
   * Signs out of the notebook that is open, and opens another one if there is. Throws StillWaiting while something waits to
   * be sent, unless insisted on; what waits stays on the phone then, and is sent when the same person signs in here again. All
   * that was theirs is gone from the screen at once, and from the phone before the server is told: it may never answer.
   */
  async signOut(insist = false): Promise<void> {
    const rows = this.atStake.peek();
    if (rows > 0 && !insist) throw new StillWaiting(rows);
    const notebook = this.#notebook.peek();
    if (!notebook) return;
    point(this.env, undefined);
    endLater(this.env, deviceOf(notebook));
    const closed = this.#close();
    this.who.value = undefined;
    await closed;
    if (rows === 0) await notebook.store.destroy();
    else await reopenAndStrip(notebook.name, this.env);
    this.#people?.say("");
    void this.#tellEnds();
    const next = await discover(this.env);
    if (next) await this.#turnTo(next);
  }

  /** Does one thing. Resolves when the phone's disk has it; throws NotSaved if it has not (see unsaved), and Outdated. */
  async act(act: Act): Promise<Kept> {
    const [kept] = await this.actAll([act]);
    return kept as Kept;
  }

  /** Does several things at once: all are saved, or none. */
  async actAll(acts: readonly Act[]): Promise<readonly Kept[]> {
    const notebook = this.#notebook.peek();
    if (!notebook) throw new Error("nobody has joined");
    if (this.outdated.peek()) throw new Outdated("this app is too old");
    const kept = await notebook.save(acts.map((act) => this.#op(act)));
    this.env.shown(() => void this.sync());
    return kept;
  }

  /** Tries once more to save what could not be saved. */
  async saveAgain(): Promise<void> {
    const unsaved = this.unsaved.peek();
    if (unsaved.length > 0) await this.#notebook.peek()?.save(unsaved);
    void this.sync();
  }

  /** The person has read that an operation of theirs was refused. */
  async dismiss(opId: string): Promise<void> {
    await this.#notebook.peek()?.dismiss(opId);
  }

  /**
   * All that has not reached the server, at any provider, as the text of a file that a person can send; and where months differ from the
   * server's, what this phone holds of them.
   */
  export(): string {
    const notebook = this.#notebook.peek();
    const { person, book } = this.who.peek() ?? {};
    const others = this.others.peek().flatMap(({ who, held, waiting }) => (waiting > 0 ? [{ person: who.person, book: who.book, ...held }] : []));
    const differing = this.differing.peek();
    const more = differing.length > 0 ? { differing, docs: notebook?.pulled(differing) } : {};
    return JSON.stringify({ passbok: 1, person, book, ...notebook?.held(), ...(others.length > 0 ? { others } : {}), ...more }, undefined, 1);
  }

  /** What the server says before anybody has signed in. Throws Problem or Unreachable. */
  async public(method: "GET" | "POST" | "DELETE", path: string, body: unknown = {}): Promise<unknown> {
    return ask(this.env.fetch, method, path, method === "POST" ? { body } : {});
  }

  /** Exchanges with the server now; resolves when it is done, well or not (see link). */
  async sync(): Promise<void> {
    await this.#sync.peek()?.kick();
  }

  /** Looks at the notebooks that are not open, and sends what waits in them; resolves when that is done, well or not. */
  async lookAround(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    await this.#looking;
  }

  /** Opens a feed (the office's months) beyond those one has by right. The latest dozen stay open. */
  async open(feed: string): Promise<void> {
    const notebook = this.#notebook.peek();
    if (!notebook) return;
    const before = notebook.facts.feeds ?? [];
    if (before.at(-1) !== feed) {
      // Read where it is written: several may be opened at once.
      await notebook.write(async (tx) => {
        const held = (await fact(tx, "feeds")) ?? [];
        await setFacts(tx, { feeds: [...held.filter((f) => f !== feed), feed].slice(-feedsHeld) });
      });
      if (before.includes(feed) && this.opened.peek().has(feed)) return;
      this.#polling?.abort(); // the poll goes on with the feeds as they are now
      this.#poll();
    }
    if (!this.opened.peek().has(feed)) await this.sync();
  }

  /** Asks the server for something that is not a document. Throws Problem or Unreachable. */
  async request(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown, how?: How): Promise<unknown> {
    const session = this.#session.peek();
    if (!session) throw new Problem(401, "session_unknown", undefined);
    const once = async (): Promise<unknown> => {
      const token = await session.token();
      const offline = !this.env.online();
      return ask(this.env.fetch, method, path, { ...how, token, body }).catch((error: unknown) => {
        // A POST does it again, unless it carries an id.
        if (error instanceof Unreachable && !offline && method !== "GET" && !how?.file) error.came = method !== "POST" || (body as { id?: string } | undefined)?.id ? "once" : "lost";
        throw error;
      });
    };
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof Problem && error.status === 401) || session.state.peek() === "out") throw error;
      session.forget();
      return once();
    }
  }

  /** A new id of a document or a command: UUIDv7. */
  newId(): string {
    return uuidv7(this.env.now(), this.env.random);
  }

  /** Milliseconds by this phone's clock, whatever it shows. */
  now(): number {
    return this.env.now();
  }

  /** The time in milliseconds, as right as can be told: this phone's clock, set right where it is known to be wrong. */
  time(): number {
    return this.#clock.time();
  }

  /** Milliseconds that this phone's clock is ahead, where that is more than two minutes; else 0. Known after an exchange. */
  wrong(): number {
    const ahead = this.#clock.off()?.ahead ?? 0;
    return Math.abs(ahead) > tolerance ? ahead : 0;
  }

  /** The app has become visible or hidden, or the network has come or gone. */
  async woken(): Promise<void> {
    if (this.env.visible()) {
      this.#poll();
      await this.sync();
      await this.lookAround();
    } else {
      this.#polling?.abort();
      this.#polling = undefined;
    }
  }

  /** Stops everything; what is on the disk stays. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#close();
    this.#people?.close();
  }

  #op({ ref, base, set, why, resolves }: Act): Op {
    return {
      v: 1, id: uuidv7(this.env.now(), this.env.random), doc: ref, base, set: legible(set),
      ...(resolves?.length ? { resolves } : {}), ...(why ? { why: legible(why) } : {}), at: this.#clock.at(this.#notebook.peek()?.facts ?? {}),
    };
  }

  // One after the other: an answer takes a sign-in away, and would take the next one's that came before it.
  #tellEnds(): Promise<boolean> {
    const told = this.#told.then(() => tellEnds(this.env));
    this.#told = told;
    return told;
  }

  // Where nothing is found, who has been here may still be signed in. Whoever joins waits for that.
  async #comeBack(): Promise<void> {
    const found = await comeBack(this.env).catch(() => undefined);
    if (this.#stopped) {
      await found?.notebook.store.destroy();
      return;
    }
    if (found) this.#open(found);
  }

  async #turnTo(found: Opened): Promise<void> {
    await this.#close();
    this.#open(found);
    this.#people?.say(found.notebook.name);
  }

  #syncOf(notebook: Notebook, session: Session): Sync {
    return new Sync(this.env, notebook, session, this.deviceName, this.#clock);
  }

  #open({ notebook, session, who }: Opened): void {
    const sync = this.#syncOf(notebook, session);
    batch(() => {
      this.#notebook.value = notebook;
      this.#session.value = session;
      this.#sync.value = sync;
      this.who.value = who;
    });
    // The name and roles that the server last said.
    const watch = effect(() => {
      if (sync.rounds.value > 0 && notebook.who) this.who.value = notebook.who;
    });
    this.#unwatch = watch;
    void sync.kick();
    this.env.shown(() => void this.lookAround());
    this.#poll();
  }

  // Whoever has another notebook is rare, and what looks after it is fetched then.
  async #look(): Promise<void> {
    const desk = (name: string): Desk => {
      const notebook = new Notebook(name, this.env, true);
      const session = new Session(this.env, notebook);
      return { notebook, session, sync: this.#syncOf(notebook, session) };
    };
    for (let open; open !== this.#notebook.peek() && !this.#stopped; ) {
      open = this.#notebook.peek();
      const names = (await Store.names()).filter((name) => name !== open?.name);
      const show = (others: readonly Other[]): void => void (open === this.#notebook.peek() && (this.others.value = others));
      if (!open || names.length === 0) show([]);
      else await (await import("./others")).visit(this.env, names, desk, this.others.peek(), show);
    }
  }

  #unwatch: (() => void) | undefined;

  #poll(): void {
    const [notebook, session, sync] = [this.#notebook.peek(), this.#session.peek(), this.#sync.peek()];
    if (!notebook || !session || !sync || !this.env.visible() || (this.#polling && !this.#polling.signal.aborted)) return;
    this.#polling = new AbortController();
    void live(this.env, notebook, session, sync, this.#polling.signal);
  }

  async #close(): Promise<void> {
    this.#polling?.abort();
    this.#polling = undefined;
    this.#unwatch?.();
    this.#sync.peek()?.stop();
    await this.#notebook.peek()?.close();
    batch(() => {
      this.#sync.value = undefined;
      this.#session.value = undefined;
      this.#notebook.value = undefined;
    });
  }
}

function documents(ops: readonly Op[]): number {
  return new Set(ops.map((op) => op.doc)).size;
}

// Signed out with something waiting: the pulled documents go, what waits stays.
async function reopenAndStrip(name: string, env: Env): Promise<void> {
  const notebook = new Notebook(name, env);
  await notebook.write(async (tx) => {
    await tx.objectStore("docs").clear();
    await setFacts(tx, { closed: true, cursor: undefined, told: undefined });
  }, true);
  await notebook.close();
}

// What is pasted may bring control characters along, which no text may have and nobody sees: they stay behind.
function legible<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, v: unknown) => (typeof v === "string" ? v.replace(/[^\P{Cc}\n\t]/gu, "") : v))) as T;
}
