// What a person sees a moment after what they did: the page is drawn, an effect moves the focus, a list comes. Read once it may be too early.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

/**
 * Reads until what is read is as expected; after a while it fails with what was read last.
 * @template T @param {() => Promise<T>} read @param {T} expected @param {string} [message]
 */
export async function becomes(read, expected, message) {
  const end = Date.now() + 10_000;
  let is = await read();
  while (!isDeepStrictEqual(is, expected) && Date.now() < end) {
    await new Promise((later) => setTimeout(later, 50));
    is = await read();
  }
  assert.deepEqual(is, expected, message);
}
