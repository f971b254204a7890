// Where in the app one is: the path of the address, as a signal. Links inside the app change it without a new page.

import { signal, type ReadonlySignal } from "@preact/signals-core";
import { written } from "./written";

const here = signal({ path: location.pathname, query: location.search });

/** The path ("/office/…"), and the query with its question mark. */
export const route: ReadonlySignal<{ readonly path: string; readonly query: string }> = here;

/** Goes to a place inside the app. replace: the back button skips where one was. An entry that has another of ours before it says so. */
export function go(to: string, replace = false): void {
  const url = new URL(to, location.href);
  if (url.href === location.href) return;
  if (replace) history.replaceState(history.state, "", url);
  else history.pushState(1, "", url);
  moved();
  scrollTo(0, 0);
}

/** Goes back to where in the app one came from; to a place where one came from outside, by a notice or an address. */
export function goBack(otherwise: string): void {
  if (history.state) history.back();
  else go(otherwise, true);
}

let led: ReturnType<typeof setTimeout> | undefined;

// Goes there once nothing is being written. A sheet in which nothing is written belongs to its page, and goes with it.
function lead(to: string): void {
  if (written()) led = setTimeout(lead, 500, to);
  else if (document.querySelector("dialog[open]")) location.href = to;
  else go(to);
}

/** Listens to links, tapped notices and the back button. Once, at start. */
export function listen(): void {
  addEventListener("popstate", moved);
  // The service worker says where a tapped notice leads; whoever does not answer is taken there.
  navigator.serviceWorker?.addEventListener("message", ({ data, ports: [worker] }: MessageEvent<string>) => {
    if (!worker) return;
    worker.postMessage(true);
    clearTimeout(led);
    lead(data);
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash !== "") return;
    if (link.pathname.startsWith("/api/")) return;
    event.preventDefault();
    go(link.href);
  });
}

function moved(): void {
  here.value = { path: location.pathname, query: location.search };
}
