// The lock on this device. Locked, the app shows nothing of anybody's, not even whether a shift goes on: unlocking is one
// touch, and a time can be set right afterwards, but what somebody else has seen cannot be unseen.

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { due, readLock, type Lock } from "./core/lock";

const kept = "passbok.lock";
const lastHere = "passbok.here";

const set = signal<Lock | undefined>(read());
const closed = signal(false);

/** How the lock is set on this device; undefined: there is none. */
export const lock: ReadonlySignal<Lock | undefined> = set;

/** Whether it is locked now. */
export const locked: ReadonlySignal<boolean> = closed;

/** Sets the lock, or takes it away; open from now on. */
export function setLock(next: Lock | undefined): void {
  set.value = next;
  keep(kept, next && JSON.stringify(next));
  unlock();
}

/** The person has shown who they are. */
export function unlock(): void {
  closed.value = false;
  here();
}

/** Looks after the lock: once, before anything is shown. */
export function keepLock(): void {
  closed.value = isDue();
  for (const done of ["pointerdown", "keydown"]) addEventListener(done, () => void (closed.peek() || isDue() || here()), { capture: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      if (!closed.peek()) here();
      if (set.peek()?.after === 0) closed.value = true;
    } else if (isDue()) closed.value = true;
  });
  // Left lying open: at once means at once when it is left, not while somebody looks at it.
  setInterval(() => {
    if (set.peek()?.after !== 0 && isDue()) closed.value = true;
  }, 5000);
}

let written = 0;

// The last thing that the person did here. Written seldom: a lost second is no matter.
function here(): void {
  if (!set.peek() || Math.abs(Date.now() - written) < 2000) return;
  written = Date.now();
  keep(lastHere, String(written));
}

function isDue(): boolean {
  const lock = set.peek();
  return lock !== undefined && due(lock, Number(get(lastHere) ?? 0), Date.now());
}

function read(): Lock | undefined {
  return readLock(get(kept));
}

function get(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Where nothing is kept the lock lasts until the app is closed.
  }
}
