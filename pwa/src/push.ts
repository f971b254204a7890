// Notices for this app: made once, checked at start and when the language changes.

import { effect } from "@preact/signals";
import { core } from "./core";
import { Push } from "./core/push";
import { language } from "./i18n";

/** Turning notices on and off on this device. The server writes them in Swedish or English. */
export const push = new Push(core, () => (language.peek() === "en" ? "en" : "sv"));

/** Keeps the server's knowledge of the subscription true. Failing is no harm: the next start tries again. */
export function keepPush(): void {
  void (navigator as { clearAppBadge?: () => Promise<void> }).clearAppBadge?.().catch(() => undefined); // whoever looks has seen it
  effect(() => {
    if (language.value && core.session.value === "in" && core.link.value === "online") void push.check().catch(() => undefined);
  });
  // Names for the locked screen, where somebody has chosen them (wishes/whose.ts): as they are now, and gone with whoever chose.
  let here = false;
  effect(() => {
    const now = core.session.value === "in" && core.rounds.value > 0;
    if (now !== here && "caches" in globalThis) void (now ? names() : caches.delete("whose")).catch(() => undefined);
    here = now;
  });
}

async function names(): Promise<void> {
  if (await caches.has("whose")) await (await import("./wishes/whose")).show(core.rows.peek());
}
