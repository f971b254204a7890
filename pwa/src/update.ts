// A newer version of the app: fetched whole beside this one by the service worker, and used from the next start on. Whoever
// wants it now is offered it.

import { signal, type ReadonlySignal } from "@preact/signals-core";

const ready = signal(false);

/** Whether a newer version stands ready; this page is of the one before. */
export const newer: ReadonlySignal<boolean> = ready;

/** So often, in milliseconds, a page that stays open looks for one. */
const hourly = 3_600_000;

/** Listens for one, and looks for one when the app is seen again. Once, at start, before the worker is registered. */
export function keepNewest(): void {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  if (!serviceWorker) return;
  let had = serviceWorker.controller !== null; // the first worker takes over the page that it came with
  serviceWorker.addEventListener("controllerchange", () => {
    ready.value = had;
    had = true;
  });
  let looked = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || performance.now() - looked < hourly) return;
    looked = performance.now();
    void serviceWorker.getRegistration().then((worker) => worker?.update()).catch(() => undefined);
  });
}
