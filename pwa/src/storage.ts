// What the browser says of the room it gives this app, and whether it promises to keep it. Asked when something has been
// saved, and now and then; never in the way of a tap.

import { effect, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Core } from "./core";

/** What the browser has said; what it has not, or cannot, is absent. Sizes in bytes. */
export interface Room {
  /** Whether it promises not to take it away by itself. */
  readonly promised?: boolean;
  readonly used?: number;
  readonly most?: number;
}

const said = signal<Room>({});

/** What it said last. */
export const room: ReadonlySignal<Room> = said;

/** After so many milliseconds of rest the browser is asked. */
const rest = 1500;

/** Keeps room true, and asks the browser to keep what is here once there is something to keep. Once, at start. */
export function keepStorage(core: Core): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), rest);
  };
  const look = async (): Promise<void> => {
    const { storage } = navigator as { storage?: Partial<StorageManager> };
    // Asked once a person has written something: a browser that asks them in turn (Firefox) would ask out of the blue, so
    // there it is left alone.
    if (written && !asked && !/Firefox/.test(navigator.userAgent)) {
      asked = true;
      await storage?.persist?.().catch(() => false);
    }
    const [promised, estimate] = await Promise.all([
      storage?.persisted?.().catch(() => undefined), storage?.estimate?.().catch(() => undefined),
    ]);
    said.value = {
      ...(promised === undefined ? {} : { promised }),
      ...(estimate?.usage === undefined || !estimate.quota ? {} : { used: estimate.usage, most: estimate.quota }),
    };
  };
  let written = false;
  effect(() => {
    if (!core.who.value) return;
    if (core.waiting.value.length > 0) written = true;
    later();
  });
  document.addEventListener("visibilitychange", later);
}
