// A second copy of what waits, in localStorage: for when IndexedDB fails or loses what it said was written.

import type { Kept } from "./types";

/** What of localStorage is used. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** How much is copied, in characters: localStorage is small and shared. */
export const room = 64 * 1024;

const key = (name: string): string => `passbok.waiting.${name}`;

/** Copies what waits, the oldest first, as much as there is room for. Whether all of it went in. */
export function copy(shelf: Shelf, name: string, waiting: readonly Kept[]): boolean {
  const parts: string[] = [];
  let size = 2;
  for (const kept of waiting) {
    const part = JSON.stringify(kept);
    size += part.length + 1;
    if (size > room) break;
    parts.push(part);
  }
  try {
    if (parts.length === 0) shelf.removeItem(key(name));
    else shelf.setItem(key(name), `[${parts.join(",")}]`);
  } catch {
    return false; // full, or not allowed: the copy is a bonus
  }
  return parts.length === waiting.length;
}

/** What the copy holds; nothing where there is none or it cannot be read. */
export function recall(shelf: Shelf, name: string): Kept[] {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(key(name)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch {
    return [];
  }
}

function isKept(value: unknown): value is Kept {
  const kept = value as Kept | null;
  return typeof kept?.id === "string" && typeof kept.n === "number" && typeof kept.op.doc === "string";
}
