import type { Shelf } from "./emergency";
import type { Random } from "./ids";

/** What the core needs of the world. Tests give their own; IndexedDB alone is taken from the global. */
export interface Env {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds by the wall clock. */
  readonly now: () => number;
  /** Milliseconds by a clock that is never set. */
  readonly mono: () => number;
  readonly random: Random;
  readonly shelf: Shelf;
  /** Runs fn while no other tab of this browser holds the name. */
  readonly alone: <T>(name: string, fn: () => Promise<T>, signal?: AbortSignal) => Promise<T>;
  /** A line to the other tabs; absent where the browser has none. */
  readonly line: (name: string) => Line | undefined;
  /** After so many milliseconds; the answer takes it back. */
  readonly after: (ms: number, fn: () => void) => () => void;
  /** Once what has just changed is on the screen, so that nothing stands between a tap and its answer; soon in any case. */
  readonly shown: (fn: () => void) => void;
  readonly online: () => boolean;
  readonly visible: () => boolean;
  /** Starts the app anew: another person has signed in here, in another tab. */
  readonly restart: () => void;
}

/** A line to the other tabs of this browser. */
export interface Line {
  say(message: unknown): void;
  hear(fn: (message: unknown) => void): void;
  close(): void;
}

/** The browser as it is. */
export function browserEnv(): Env {
  return {
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    mono: () => performance.now(),
    random: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
    shelf: shelf(),
    alone: (name, fn, signal) => ("locks" in navigator ? navigator.locks.request(name, signal ? { signal } : {}, fn) as ReturnType<typeof fn> : fn()),
    line,
    after: (ms, fn) => {
      const timer = setTimeout(fn, ms);
      return () => clearTimeout(timer);
    },
    shown,
    online: () => navigator.onLine,
    visible: () => document.visibilityState === "visible",
    restart: () => location.reload(),
  };
}

/** Env.shown in a browser. */
export function shown(fn: () => void): void {
  let done = false;
  const once = (): void => {
    if (!done) fn();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once)); // the task after a frame's callbacks runs when that frame has been drawn
  setTimeout(once, 200); // a page that nobody sees draws no frames
}

function line(name: string): Line | undefined {
  if (!("BroadcastChannel" in globalThis)) return undefined;
  const channel = new BroadcastChannel(name);
  return {
    say: (message) => channel.postMessage(message),
    hear: (fn) => {
      channel.onmessage = (event) => fn(event.data);
    },
    close: () => channel.close(),
  };
}

/** localStorage; where the browser forbids it, reading it itself throws, and there is a shelf that keeps nothing. */
export function shelf(): Shelf {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}
