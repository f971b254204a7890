// What this tab keeps of a sitting that has begun, so that a reload goes on with it.

import type { SheetLine } from "../types";
import { found, kept, type Sitting } from "./sitting";

const at = (where: string): string => `passbok.sitting ${where}`;

/** Keeps it, or takes away what was kept where it is over. */
export function keep(where: string, sitting: Sitting): void {
  try {
    const text = kept(sitting);
    if (text === "") sessionStorage.removeItem(at(where));
    else sessionStorage.setItem(at(where), text);
  } catch {
    // A browser that keeps nothing still signs; what is signed is the server's to know.
  }
}

/** Forgets it. */
export function forget(where: string): void {
  try {
    sessionStorage.removeItem(at(where));
  } catch {
    // Nothing was kept.
  }
}

const leftAt = "passbok.sitting left";

/** Notes that this tab has left what an order signs: it is not taken up here again by itself. */
export function leave(order: string): void {
  try {
    if (order !== "") sessionStorage.setItem(leftAt, order);
  } catch {
    // Then it is offered once more.
  }
}

/** Whether this tab has left what an order signs. */
export function left(order: string): boolean {
  try {
    return sessionStorage.getItem(leftAt) === order;
  } catch {
    return false;
  }
}

/** Whether one has begun at this place, and goes on over these timesheets; where nothing of it is left it is forgotten. */
export function begun(where: string, lines: readonly SheetLine[]): boolean {
  if (resumed(where, lines) !== undefined) return true;
  forget(where);
  return false;
}

/** The sitting that had begun here, over the timesheets as they are now. */
export function resumed(where: string, lines: readonly SheetLine[]): Sitting | undefined {
  return found(read(where), lines);
}

function read(where: string): string {
  try {
    return sessionStorage.getItem(at(where)) ?? "";
  } catch {
    return "";
  }
}
