// Notices for this app: made once, checked at start and when that changes which the server knows them by.

import { effect } from "@preact/signals";
import { core } from "./core";
import { Push } from "./core/push";
import { language } from "./i18n";

/** Turning notices on and off on this device. The server writes them in Swedish or English. */
export const push = new Push(core, () => (language.peek() === "en" ? "en" : "sv"));

/** Keeps the server's knowledge of the subscription true. Where that fails, its state says so. */
export function keepPush(): void {
  void (navigator as { clearAppBadge?: () => Promise<void> }).clearAppBadge?.().catch(() => undefined); // whoever looks has seen it
  let last = "";
  effect(() => {
    // After an exchange the device may be another, and the server a restored one; and what it would not take, it may take now.
    const now = `${core.session.value} ${core.link.value} ${language.value} ${core.rounds.value >= 0 && push.whose()}`;
    if (now !== last) void push.check().catch(() => undefined).then(() => {
      if (push.why.peek() !== undefined) last = "";
    });
    last = now;
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
