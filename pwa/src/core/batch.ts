// Which operations go in one request, and how each is written.

import type { Kept } from "./types";

/** The most that one request takes, by the protocol: operations, and characters of them. */
export const limit = { ops: 200, size: 240_000 } as const;

/** The text that the server gets of an operation. */
export function written({ id, n, op, lost }: Kept): string {
  return JSON.stringify(lost === undefined ? { ...op, n } : { id, n, lost });
}

/** The first waiting operations, in the order of their numbers, that fit; at most `most` of them. */
export function nextBatch(waiting: readonly Kept[], most: number = limit.ops): { readonly kept: readonly Kept[]; readonly texts: readonly string[] } {
  const kept: Kept[] = [];
  const texts: string[] = [];
  let size = 0;
  for (const one of [...waiting].sort((a, b) => a.n - b.n).slice(0, Math.min(most, limit.ops))) {
    const text = written(one);
    size += text.length;
    if (kept.length > 0 && size > limit.size) break;
    kept.push(one);
    texts.push(text);
  }
  return { kept, texts };
}
