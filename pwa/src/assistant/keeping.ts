// What is to be said about how safe this phone's storage is. Pure: a table of what the browser says, and one sentence.

import type { Installing, System } from "../install";
import type { Room } from "../storage";

/** What the browser says, and what waits. */
export interface Kept {
  readonly room: Room;
  readonly installing: Installing;
  readonly system: System;
  /** How many rows are on this phone alone. */
  readonly waiting: number;
}

/**
 * full: there is little room left, in bytes. tab: a plain tab of Safari, whose storage may go after seven days without a
 * visit. loose: something waits, and the browser may take it away when the phone runs out of room.
 */
export type Telling = { readonly say: "full"; readonly free: number } | { readonly say: "tab" } | { readonly say: "loose" };

const little = 20 * 1024 * 1024;
const part = 0.9;

/** What is to be said, the gravest alone; nothing while all is well. */
export function telling({ room: { promised, used, most }, installing, system, waiting }: Kept): Telling | undefined {
  if (used !== undefined && most !== undefined) {
    const free = Math.max(0, most - used);
    if (free < little || used >= part * most) return { say: "full", free };
  }
  if (installing !== "installed" && (system === "iphone" || system === "mac")) return { say: "tab" };
  return waiting > 0 && promised === false ? { say: "loose" } : undefined;
}
