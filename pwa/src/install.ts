// Whether the app is on the home screen, can be put there, and how. A plain tab of Safari may lose its storage after seven
// days without a visit; an installed app keeps it.

import { signal, type ReadonlySignal } from "@preact/signals-core";

/** installed: it runs from the home screen. ask: the browser offers to. hand: the person must do it, as in Safari. */
export type Installing = "installed" | "ask" | "hand" | "no";

/** What it runs on, as far as putting it on the home screen differs. */
export type System = "iphone" | "mac" | "android" | "other";

interface Offer extends Event {
  prompt(): Promise<unknown>;
}

const offer = signal<Offer | undefined>(undefined);
const state = signal<Installing>("no");

/** How it stands. */
export const installing: ReadonlySignal<Installing> = state;

/**
 * What a browser's description says that it runs on; touches is how many fingers its screen tells apart, which is all that
 * gives an iPad away. On a Mac only Safari counts: other browsers there keep what they hold.
 */
export function systemOf(agent: string, touches: number): System {
  if (/Android/.test(agent)) return "android";
  if (/iPhone|iPad/.test(agent) || (/Mac OS/.test(agent) && touches > 1)) return "iphone";
  return /Mac OS/.test(agent) && /Safari/.test(agent) && !/Chrome|Chromium|Edg|Firefox|OPR/.test(agent) ? "mac" : "other";
}

/** What this app runs on. */
export const system = (): System => systemOf(navigator.userAgent, navigator.maxTouchPoints);

/** Listens to what the browser offers. Once, at start: the offer comes early. */
export function keepInstall(): void {
  const alone = matchMedia("(display-mode: standalone)").matches || (navigator as { standalone?: boolean }).standalone === true;
  const apple = system() === "iphone" || system() === "mac";
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
