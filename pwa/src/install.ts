// Whether the app can be put on the home screen. A plain tab of Safari may lose its storage after seven days; an
// installed app keeps it.

import { signal, type ReadonlySignal } from "@preact/signals-core";

/** installed: it runs from the home screen. ask: the browser offers to. hand: the person must do it, as on an iPhone. */
export type Installing = "installed" | "ask" | "hand" | "no";

interface Offer extends Event {
  prompt(): Promise<unknown>;
}

const offer = signal<Offer | undefined>(undefined);
const state = signal<Installing>("no");

/** How it stands. */
export const installing: ReadonlySignal<Installing> = state;

/** Listens to what the browser offers. Once, at start: the offer comes early. */
export function keepInstall(): void {
  const alone = matchMedia("(display-mode: standalone)").matches || (navigator as { standalone?: boolean }).standalone === true;
  const apple = /iPhone|iPad/.test(navigator.userAgent) || (/Mac OS/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  state.value = alone ? "installed" : apple ? "hand" : "no";
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer.value = event as Offer;
    state.value = "ask";
  });
  addEventListener("appinstalled", () => {
    state.value = "installed";
  });
}

/** Has the browser ask the person. */
export async function install(): Promise<void> {
  await offer.peek()?.prompt();
  offer.value = undefined;
  if (state.peek() === "ask") state.value = "no";
}
