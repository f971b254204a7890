import type { Facts, Tx } from "./store";

/** Reads one fact within a transaction. */
export async function fact<K extends keyof Facts>(tx: Tx, key: K): Promise<Facts[K] | undefined> {
  return (await tx.objectStore("facts").get(key)) as Facts[K] | undefined;
}

/** Writes some facts within a transaction; undefined takes one away. */
export async function setFacts(tx: Tx, facts: { readonly [K in keyof Facts]?: Facts[K] | undefined }): Promise<void> {
  const store = tx.objectStore("facts");
  await Promise.all(Object.entries(facts).map(([key, value]) => (value === undefined ? store.delete(key) : store.put(value, key))));
}
