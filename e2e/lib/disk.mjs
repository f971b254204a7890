// What a page has on its disk. A page shows some things before they are there, and one that is left before that has not kept them.
import { until } from "./push.mjs";

/**
 * All of a store of the notebook that the page has, or one value of it.
 * @param {import("playwright-core").Page} page @param {"ops" | "facts"} store @param {string} [key] @returns {Promise<any>}
 */
function stored(page, store, key) {
  return page.evaluate(async ([store, key]) => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith("passbok:"));
    const done = (/** @type {IDBRequest} */ asked) => new Promise((resolve, reject) => Object.assign(asked, { onsuccess: () => resolve(asked.result), onerror: () => reject(asked.error) }));
    const db = /** @type {IDBDatabase} */ (await done(indexedDB.open(found?.name ?? "")));
    const all = db.transaction(store).objectStore(store);
    const value = await done(key === undefined ? all.getAll() : all.get(key));
    db.close();
    return value;
  }, /** @type {const} */ ([store, key]));
}

/** The operations that the device has. @param {import("playwright-core").Page} page @returns {Promise<{n: number, op: {doc: string, set: Record<string, string>}, verdict?: unknown}[]>} */
export const operations = (page) => stored(page, "ops");

/** What the server has answered, as it is kept for when there is no network: by the question. @param {import("playwright-core").Page} page @returns {Promise<Record<string, any>>} */
export const kept = async (page) => (await stored(page, "facts", "told")) ?? {};

/**
 * Waits until the server has answered about everything that was done on a page, and is on its disk: what is asked of the server then knows of it.
 * @param {import("playwright-core").Page} page
 */
export const taken = (page) => until(async () => (await operations(page)).every(({ verdict }) => verdict !== undefined));
