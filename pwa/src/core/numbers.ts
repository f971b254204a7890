// The order in which operations were made, and the numbers that a device counts them by. Pure.
//
// The numbers begin anew with each device id; the order goes on over all of them.

import type { Facts } from "./store";
import type { Kept } from "./types";

/** Sorts operations as they were made. Those from before `made` was kept come first: answered ones, then by number. */
export function inOrder(a: Kept, b: Kept): number {
  return (a.made ?? 0) - (b.made ?? 0) || a.n - b.n || (a.id < b.id ? -1 : 1);
}

/** The last number of this device that the server has answered about in its present epoch; 0 if none. */
export function answeredThrough(ops: readonly Kept[], { answered }: { readonly answered?: number | undefined }): number {
  return Math.max(answered ?? 0, ...ops.map((k) => (k.verdict ? k.n : 0)));
}

/**
 * Whether nothing may be sent under this device id any more: something waits that counts by an earlier one, or an
 * operation is lost from the disk that others came after, or the server lacks some that are not kept any more. The server
 * may have heard of a lost number from a copy of this phone, and must not believe that this one knows what the copy said.
 */
export function mustMove(ops: readonly Kept[], { forgotten, last }: Pick<Partial<Facts>, "forgotten" | "last">): boolean {
  const first = ops.reduce((least, k) => (k.verdict ? least : Math.min(least, k.n)), Infinity);
  if (first === Infinity) return false;
  if (first === 0 || (last !== undefined && first > last + 1)) return true;
  const numbers = ops.flatMap((k) => (k.n > 0 ? [k.n] : [])).sort((a, b) => a - b);
  const before = forgotten ?? (numbers[0] ?? 1) - 1;
  return numbers.some((n, i) => n !== before + 1 + i);
}
