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
  // Names for the locked screen, where somebody has chosen them: theirs alone, as they are now, and gone with whoever chose.
  let before = "";
  effect(() => {
    if (!core.ready.value) return;
    const person = core.session.value === "in" ? core.who.value?.person : undefined;
    const now = `${person} ${core.rounds.value > 0}`;
    if (now !== before) void names(person, core.rounds.peek() > 0).catch(() => undefined);
    before = now;
  });
}

async function names(person: string | undefined, fresh: boolean): Promise<void> {
  if (!("caches" in globalThis) || !(await caches.has("whose"))) return;
  const whose = await import("./wishes/whose");
  if (!person) await whose.hide();
  else if ((await whose.shown(person)) && fresh) await whose.show(person, core.rows.peek());
}
