// What the phone keeps: one IndexedDB database for each (browser, person, book), with the pulled documents, this
// device's operations, and a few facts.

import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { Doc, Kept, Who } from "./types";

/** The facts of a device, each under its own key. */
export interface Facts {
  who: Who;
  /** The device's id as the server knows it. */
  device: string;
  /** The number of this device's newest operation. */
  n: number;
  /** This device's operations up to this number are not kept any more. Absent in databases from before it was noted. */
  forgotten: number;
  /** The last number of this device that the server has taken, by its last answer. */
  last: number;
  /** The last number of this device that the server has answered about in its present epoch. */
  answered: number;
  /** The place of the newest operation in the order in which they were made, whatever the device was called. */
  made: number;
  epoch: string;
  cursor: string;
  /** The feeds that the office has opened, the latest last. */
  feeds: readonly string[];
  /** Milliseconds that this phone was ahead of the server at the last sync. */
  offset: number;
  /** The server's time at the last sync, in milliseconds. */
  seen: number;
  /** The device that this one took over from, and through which of its operations; told until it is acknowledged. */
  replaces: { readonly device: string; readonly through: number };
  /** The id that is being moved to; kept first, so that a lost answer leads to the same device. */
  moving: string;
  /** The code that was redeemed here last, and when. Browsers write cookies half a minute late: see Sync. */
  joined: { readonly code: string; readonly at: number };
  /** The person has signed out; what still waits here goes when they come back. */
  closed: boolean;
  /** The version of the protocol that the server found too old to write. Over once a newer app is asked. */
  outdated: number;
  /** Every document here came with its month. Not so in databases from before: those begin anew once. */
  months: boolean;
  /** Months that are to be sent once more: their digests differ. Kept until an answer has begun to bring them. */
  refetch: readonly string[];
  /** What the server has worked out of months, for when there is no network, by month. */
  told: Readonly<Record<string, unknown>>;
  /** How far each talk has been read on this device, by whom and what it is about. */
  read: Readonly<Record<string, number>>;
  /** Months that differ although they were fetched again. */
  differing: readonly string[];
}

interface Schema extends DBSchema {
  docs: { key: string; value: Doc };
  ops: { key: string; value: Kept; indexes: { n: number } };
  facts: { key: string; value: unknown };
}

type Stores = ("docs" | "ops" | "facts")[];

/** A transaction on all of it. */
export type Tx = IDBPTransaction<Schema, Stores, "readwrite">;

const prefix = "passbok:";

/** Where a write failed although the database was opened anew. */
export class NotSaved extends Error {
  override name = "NotSaved";
}

/** The database of one device. A lost connection is opened again, once, and the write is tried once more. */
export class Store {
  #db: Promise<IDBPDatabase<Schema>>;
  #closed = false;

  /**
   * lost: the browser has closed the database, since it has thrown it away, or the disk has failed. known: one that is gone
   * meanwhile is not begun anew; what is asked of it fails.
   */
  constructor(readonly name: string, private readonly lost?: () => void, private readonly known = false) {
    this.#db = this.#open();
  }

  /** The names of all that this browser keeps; empty where it will not say. */
  static async names(): Promise<string[]> {
    try {
      const all = await indexedDB.databases();
      return all.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
    } catch {
      return []; // older Firefox has no databases()
    }
  }

  /** Takes the database of a device away, whole. */
  async destroy(): Promise<void> {
    await this.close();
    await new Promise<void>((resolve) => {
      const asked = indexedDB.deleteDatabase(prefix + this.name);
      asked.onsuccess = asked.onerror = asked.onblocked = () => resolve();
    });
  }

  /** For good: what is asked of it after this fails. An answer still on its way must not begin anew what was taken away. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#db.then((db) => db.close(), () => undefined);
  }

  /** Everything, read at one moment; operations by their number. */
  async load(): Promise<{ docs: Doc[]; ops: Kept[]; facts: Partial<Facts> }> {
    return this.#twice(async (db) => {
      const tx = reading(db);
      const [docs, ops, keys, values] = await Promise.all([
        tx.objectStore("docs").getAll(), tx.objectStore("ops").index("n").getAll(),
        tx.objectStore("facts").getAllKeys(), tx.objectStore("facts").getAll(),
      ]);
      return { docs, ops, facts: Object.fromEntries(keys.map((key, i) => [key, values[i]])) as Partial<Facts> };
    });
  }

  /** One operation, as the disk has it. */
  async op(id: string): Promise<Kept | undefined> {
    return this.#twice((db) => reading(db).objectStore("ops").get(id));
  }

  /**
   * Runs fn in one transaction and resolves when the browser says that it is complete. strict: the bytes are on the
   * disk then, not only with the system. fn may await nothing but the transaction's own requests, and may run again.
   */
  async write<T>(fn: (tx: Tx) => Promise<T>, strict = false): Promise<T> {
    return this.#twice(async (db) => {
      const tx = db.transaction(["docs", "ops", "facts"] as Stores, "readwrite", { durability: strict ? "strict" : "relaxed" });
      // What comes out of a failing request and of the transaction it aborts is one failure.
      const complete = tx.done.then(() => undefined, (error: unknown) => Promise.reject(error));
      complete.catch(() => undefined);
      let result: T;
      try {
        result = await fn(tx);
        tx.commit();
      } catch (error) {
        try {
          tx.abort();
        } catch {
          // It has ended already, which is what was wanted.
        }
        throw error;
      }
      await complete;
      return result;
    });
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    const db = opening(prefix + this.name, this.known, () => this.lost?.());
    db.catch(() => undefined); // said where it is awaited
    return db;
  }

  async #twice<T>(attempt: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await attempt(await this.#db);
    } catch (cause) {
      if (this.#closed) throw new NotSaved("closed", { cause });
      const lost = this.#db;
      this.#db = this.#open();
      void lost.then((db) => db.close(), () => undefined);
    }
    try {
      return await attempt(await this.#db);
    } catch (cause) {
      throw new NotSaved("IndexedDB failed twice", { cause });
    }
  }
}

function reading(db: IDBPDatabase<Schema>) {
  const tx = db.transaction(["docs", "ops", "facts"], "readonly");
  tx.done.catch(() => undefined); // where it is broken off, what was asked of it says so
  return tx;
}

// async: where the browser forbids it, asking alone throws.
async function opening(name: string, known: boolean, lost: () => void): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    terminated: lost,
    upgrade(fresh, _from, _to, tx) {
      if (known) {
        tx.done.catch(() => undefined); // said by the opening, which fails
        tx.abort();
        return;
      }
      fresh.createObjectStore("docs", { keyPath: "doc" });
      fresh.createObjectStore("ops", { keyPath: "id" }).createIndex("n", "n");
      fresh.createObjectStore("facts");
    },
    // A newer version of the app in another tab wants to change the database: let it.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}
