// What this phone knows, in memory and on its disk: pulled documents, this device's operations, and the view of them.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals-core";
import { copy, recall } from "./emergency";
import type { Env, Line } from "./env";
import { fact, setFacts } from "./facts";
import { grouped } from "./grouped";
import { inOrder } from "./numbers";
import { isPending, isWaiting, viewOf } from "./overlay";
import { Store, type Facts, type Tx } from "./store";
import { protocol } from "./api";
import { digestsOf, monthOf } from "./digest";
import { takeAnswer, type Asked } from "./take";
import type { Doc, Kept, Op, Row, SyncAnswer, Who } from "./types";

/** Operations that have their verdict are kept for so long: a server restored from a backup asks for them again. */
const keep = 90 * 86_400_000;

/** The notebook of one person on this browser. */
export class Notebook {
  readonly store: Store;
  readonly #docs = signal<ReadonlyMap<string, Doc>>(new Map());
  readonly #ops = signal<readonly Kept[]>([]);
  readonly #unsaved = signal<readonly Op[]>([]);
  readonly #rows = new WeakMap<Doc, Row>();
  readonly #line: Line | undefined;
  #facts: Partial<Facts> = {};
  #written = 0; // counts what this tab has written

  /** Operations on their way to the server now. */
  readonly sending = signal<ReadonlySet<string>>(new Set());
  /** What could not be written to this phone's disk. It is in the emergency copy, if that could be written. */
  readonly unsaved: ReadonlySignal<readonly Op[]> = this.#unsaved;
  /** Months that differ from the server's although they were fetched again. */
  readonly differing = signal<readonly string[]>([]);
  /** Whether the server has said that this app is too old to write anything new. Another version is not what it spoke of. */
  readonly outdated = signal(false);
  /** All of this device's operations, by their number. */
  readonly ops: ReadonlySignal<readonly Kept[]> = this.#ops;
  /** Those that the server has not answered about. */
  readonly waiting = computed(() => this.#ops.value.filter(isWaiting));
  /** Everything that can be shown: each document as this phone sees it. */
  readonly rows: ReadonlySignal<ReadonlyMap<string, Row>> = computed(() => this.#view());

  /** known: it is on the disk already, see Store. */
  constructor(readonly name: string, private readonly env: Env, known = false) {
    this.store = new Store(name, () => {
      this.#mirror();
      this.#regain(5);
    }, known);
    this.#line = env.line(`passbok:${name}`);
    this.#line?.hear(() => void this.load().catch(() => undefined)); // closed meanwhile, or the disk fails: the next one reads it
  }

  get who(): Who | undefined {
    return this.#facts.who;
  }

  get facts(): Readonly<Partial<Facts>> {
    return this.#facts;
  }

  /** Reads everything from the disk. */
  async load(): Promise<void> {
    for (;;) {
      const at = this.#written;
      const { docs, ops, facts } = await this.store.load();
      if (at !== this.#written) continue; // something was written while it was read
      if (facts.device === undefined && this.#facts.device !== undefined) {
        // Thrown away while this page had it open.
        await this.#write(() => Promise.resolve(), true);
        continue;
      }
      this.#facts = facts;
      batch(() => {
        this.#docs.value = new Map(docs.map((doc) => [doc.doc, doc]));
        this.#ops.value = ops.sort(inOrder);
        this.#tell();
      });
      return;
    }
  }

  // The browser answers with failure while it is still throwing away: so not at once, and more than once. What fails all
  // the same is tried with the next change.
  #regain(tries: number): void {
    this.env.after(1000, () => void this.write(() => Promise.resolve(), true).catch(() => tries > 1 && this.#regain(tries - 1)));
  }

  // Every write but a tap's, which asks the same in the same breath as all else.
  async #write<T>(fn: (tx: Tx) => Promise<T>, strict: boolean): Promise<T> {
    return this.store.write(async (tx) => {
      await this.#giveBack(tx, await fact(tx, "device"));
      return fn(tx);
    }, strict);
  }

  // A database that the browser has thrown away and begun anew, and that names no device, gets all that this page still has of it.
  // Whether it was so.
  async #giveBack(tx: Tx, device: string | undefined): Promise<boolean> {
    if (this.#facts.device === undefined || device !== undefined) return false;
    await setFacts(tx, this.#facts);
    for (const kept of this.#ops.peek()) await tx.objectStore("ops").put(kept);
    for (const doc of this.#docs.peek().values()) await tx.objectStore("docs").put(doc);
    return true;
  }

  /** Brings back what only the emergency copy has, and drops what has been kept long enough. */
  async mend(): Promise<void> {
    const now = this.env.now();
    const copied = recall(this.env.shelf, this.name);
    const known = new Set(this.#ops.value.map((k) => k.id));
    const missing = copied.filter((k) => !known.has(k.id));
    const young = this.#ops.value.findIndex((k) => !k.verdict || now - k.saved <= keep);
    // From the oldest on, and none that others came after: their numbers go on from there without a hole.
    const old = this.#ops.value.slice(0, young < 0 ? undefined : young);
    if (missing.length > 0 || old.length > 0) {
      await this.write(async (tx) => {
        const ops = tx.objectStore("ops");
        for (const { id } of old) await ops.delete(id);
        const forgotten = Math.max(0, ...old.map((k) => k.n));
        if (forgotten > 0) await setFacts(tx, { forgotten });
        for (const kept of missing) await this.#bringBack(tx, kept);
      }, true);
    }
    this.#mirror();
  }

  async #bringBack(tx: Tx, copied: Kept): Promise<void> {
    const ops = tx.objectStore("ops");
    const n = (await fact(tx, "n")) ?? 0;
    const made = (await fact(tx, "made")) ?? 0;
    // Its number stands if nothing else has it: the server may have taken it under that number already.
    const taken = copied.n === 0 || (await ops.index("n").count(copied.n)) > 0;
    const kept = { ...copied, n: taken ? n + 1 : copied.n, made: taken ? made + 1 : (copied.made ?? 0) };
    await ops.put(kept);
    await setFacts(tx, { n: Math.max(n, kept.n), made: Math.max(made, kept.made) });
  }

  /** Saves operations, all or none, each under its number; resolves when the disk has them. */
  async save(made: readonly Op[]): Promise<readonly Kept[]> {
    let kept: Kept[];
    try {
      kept = await this.store.write((tx) => this.#append(tx, made), true);
    } catch (error) {
      this.#unsaved.value = [...this.#unsaved.value.filter((op) => !made.includes(op)), ...made];
      this.#mirror();
      throw error;
    }
    this.#written++;
    const { n = this.#facts.n ?? 0, made: place = this.#facts.made ?? 0 } = kept.at(-1) ?? {};
    this.#facts = { ...this.#facts, n, made: place };
    batch(() => {
      this.#ops.value = [...this.#ops.value.filter((k) => !kept.some((one) => one.id === k.id)), ...kept];
      this.#unsaved.value = this.#unsaved.value.filter((op) => !made.includes(op));
    });
    this.#line?.say("ops");
    this.env.shown(() => this.#mirror()); // a second copy: the promise is the disk's
    return kept;
  }

  async #append(tx: Tx, made: readonly Op[]): Promise<Kept[]> {
    // A tap waits for this. So all is asked at once, and no answer is waited for after that but the transaction's own:
    // whichever request fails, it fails with it.
    const [device, ...last] = await Promise.all([fact(tx, "device"), fact(tx, "n"), fact(tx, "made")]);
    let [n = 0, place = 0] = (await this.#giveBack(tx, device)) ? [this.#facts.n, this.#facts.made] : last;
    const kept = made.map((op): Kept => ({ id: op.id, n: ++n, made: ++place, op, saved: this.env.now() }));
    const asked = [...kept.map((one) => tx.objectStore("ops").add(one)), setFacts(tx, { n, made: place })];
    for (const answer of asked) answer.catch(() => undefined);
    return kept;
  }

  /** Any other change: fn in one transaction, then memory is read anew from the disk and the other tabs are told. */
  async write(fn: (tx: Tx) => Promise<void>, strict = false): Promise<void> {
    await this.#write(fn, strict);
    this.#written++;
    await this.load();
    this.#mirror();
    this.#line?.say("all");
  }

  /**
   * What the disk holds, as digests. undefined where the disk is not where this tab believes it to be, since another has
   * been at it: then it is read anew, and compared another time.
   */
  async digests(): Promise<Record<string, string> | undefined> {
    const { docs, facts } = await this.store.load();
    if (facts.cursor === this.#facts.cursor && facts.epoch === this.#facts.epoch && !facts.refetch) return digestsOf(docs);
    await this.load();
    return undefined;
  }

  /** Writes the answer of a sync: its documents, verdicts and cursor in one transaction. Whether the documents began from nothing. */
  async take(answer: SyncAnswer, asked: Asked): Promise<boolean> {
    const taken = await this.#write((tx) => takeAnswer(tx, answer, asked), false);
    this.#written++;
    if (!taken) {
      await this.load(); // another tab has moved this notebook to another device
      return false;
    }
    this.#facts = { ...this.#facts, ...taken.facts } as Partial<Facts>;
    const docs = new Map(taken.cleared ? [] : this.#docs.value);
    for (const ref of taken.dropped) docs.delete(ref);
    for (const doc of answer.docs ?? []) docs.set(doc.doc, doc);
    for (const ref of answer.gone ?? []) docs.delete(ref);
    const changed = new Map(taken.ops.map((k) => [k.id, k]));
    const moved = taken.cleared || taken.dropped.length + (answer.docs?.length ?? 0) + (answer.gone?.length ?? 0) > 0;
    batch(() => {
      if (moved) this.#docs.value = docs;
      this.#tell();
      if (changed.size === 0) return;
      this.#ops.value = this.#ops.value.map((k) => changed.get(k.id) ?? k).sort(inOrder);
      this.sending.value = new Set([...this.sending.peek()].filter((id) => !changed.has(id))); // at once: each draws every row
    });
    if (changed.size > 0) this.#mirror();
    if (changed.size > 0 || moved || answer.differs?.length) this.#line?.say("all");
    return taken.cleared;
  }

  /** Whether the disk has an answer about the first of what waits here. */
  async behind(): Promise<boolean> {
    const [first] = this.waiting.peek();
    const kept = first && (await this.store.op(first.id).catch(() => undefined));
    return kept !== undefined && !isWaiting(kept);
  }

  /** The documents of some months, as pulled. */
  pulled(months: readonly string[]): readonly Doc[] {
    return [...this.#docs.peek().values()].filter((doc) => months.includes(monthOf(doc)));
  }

  /** What has not reached the server, as a file has it. */
  held(): object {
    const ops = this.waiting.peek().map(({ op, n, saved }) => ({ ...op, n, saved: new Date(saved).toISOString() }));
    return { device: this.#facts.device, ops, unsaved: this.#unsaved.peek() };
  }

  /** A refused operation has been read by its author, and with it what was refused for following one on the same document. */
  async dismiss(id: string): Promise<void> {
    const ops = this.#ops.peek();
    const doc = ops.find((k) => k.id === id)?.op.doc;
    const read = ops.filter((k) => k.id === id || (k.op.doc === doc && k.verdict?.code === "follows_refused"));
    await this.write(async (tx) => {
      for (const one of read) {
        const kept = await tx.objectStore("ops").get(one.id);
        if (kept) await tx.objectStore("ops").put({ ...kept, seen: true });
      }
    });
  }

  /** Closes it; what is on the disk stays. */
  async close(): Promise<void> {
    this.#line?.close();
    await this.store.close();
  }

  // The facts that screens show.
  #tell(): void {
    this.differing.value = this.#facts.differing ?? [];
    this.outdated.value = this.#facts.outdated === protocol;
  }

  #mirror(): void {
    const unsaved = this.#unsaved.peek().map((op): Kept => ({ id: op.id, n: 0, op, saved: this.env.now() }));
    copy(this.env.shelf, this.name, [...unsaved, ...this.waiting.peek()]);
  }

  #view(): ReadonlyMap<string, Row> {
    const own = grouped(this.#ops.value.filter((kept) => shows(kept, this.#docs.value)), ({ op }) => op.doc);
    const sending = this.sending.value;
    const rows = new Map<string, Row>();
    for (const [ref, doc] of this.#docs.value) {
      const mine = own.get(ref);
      own.delete(ref);
      rows.set(ref, mine ? viewOf(ref, doc, mine, sending) : this.#plain(ref, doc));
    }
    for (const [ref, mine] of own) rows.set(ref, viewOf(ref, undefined, mine, sending));
    return rows;
  }

  // Most documents have nothing of this device's over them; theirs are made once.
  #plain(ref: string, doc: Doc): Row {
    let row = this.#rows.get(doc);
    if (row === undefined) {
      row = viewOf(ref, doc, []);
      this.#rows.set(doc, row);
    }
    return row;
  }
}

// Whether an operation still has something to show beside the pulled document.
function shows(kept: Kept, docs: ReadonlyMap<string, Doc>): boolean {
  const verdict = kept.verdict?.verdict;
  const doc = docs.get(kept.op.doc);
  return isPending(kept, doc?.rev) || (verdict === "refused" && kept.seen !== true) || (verdict === "parked" && !doc);
}
