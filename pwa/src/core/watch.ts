import type { Core } from "./core";

/** Wakes the core when the browser says that something may have changed: seen again, network, another tick, a push. */
export function watch(core: Core): void {
  const wake = (): void => void core.woken();
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  addEventListener("offline", wake);
  addEventListener("pageshow", (event: PageTransitionEvent) => {
    if (event.persisted) wake();
  });
  setInterval(() => {
    void core.sync();
    void core.lookAround();
  }, 60_000);
  // The service worker tells of a push, and of a subscription that the browser has renewed.
  navigator.serviceWorker?.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.data === "push") wake();
  });
}
