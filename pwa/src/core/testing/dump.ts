// A browser's storage as a file and back: so that what a shipped version left on a phone is kept for ever (testdata/),
// and opened by every version after it.

import { openDB } from "idb";

/** One IndexedDB database: each store's shape, and what is in it. */
interface Database {
  readonly version: number;
  readonly stores: Readonly<Record<string, { readonly keyPath: string | null; readonly indexes: Readonly<Record<string, string>>; readonly rows: readonly (readonly [IDBValidKey, unknown])[] }>>;
}

/** All that the app keeps in a browser. */
export interface Storage {
  /** Which version wrote it, in words. */
  readonly made: string;
  readonly databases: Readonly<Record<string, Database>>;
  readonly localStorage: Readonly<Record<string, string>>;
}

/** What the browser holds now. */
export async function dump(made: string, shelf: ReadonlyMap<string, string>): Promise<Storage> {
  const databases: Record<string, Database> = {};
  for (const { name = "" } of await indexedDB.databases()) {
    const db = await openDB(name);
    const stores: Record<string, Database["stores"][string]> = {};
    for (const store of db.objectStoreNames) {
      const at = db.transaction(store).store;
      const [keys, values] = await Promise.all([at.getAllKeys(), at.getAll()]);
      stores[store] = {
        keyPath: at.keyPath as string | null,
        indexes: Object.fromEntries([...at.indexNames].map((index) => [index, at.index(index).keyPath as string])),
        rows: keys.map((key, i) => [key, values[i]]),
      };
    }
    databases[name] = { version: db.version, stores };
    db.close();
  }
  return { made, databases, localStorage: Object.fromEntries(shelf) };
}

/** Makes a browser hold it. */
export async function restore({ databases, localStorage }: Storage, shelf: Map<string, string>): Promise<void> {
  for (const [key, value] of Object.entries(localStorage)) shelf.set(key, value);
  for (const [name, { version, stores }] of Object.entries(databases)) {
    const db = await openDB(name, version, {
      upgrade(fresh) {
        for (const [store, { keyPath, indexes }] of Object.entries(stores)) {
          const made = fresh.createObjectStore(store, keyPath === null ? {} : { keyPath });
          for (const [index, path] of Object.entries(indexes)) made.createIndex(index, path);
        }
      },
    });
    for (const [store, { keyPath, rows }] of Object.entries(stores)) {
      for (const [key, value] of rows) await (keyPath === null ? db.put(store, value, key) : db.put(store, value));
    }
    db.close();
  }
}
