// The service worker: the app starts without network, and notices are shown. By hand and small: it keeps no data of
// anyone's, and what it does not know it leaves to the network.

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: a hash of everything, and the paths that start the app. */
declare const VERSION: string;
declare const FILES: readonly string[];

const mine = `passbok-${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(mine).then((cache) => cache.addAll(FILES.map((f) => new Request(f, { cache: "reload" })))).then(() => self.skipWaiting()));
});

// The version before stays too: a page of it may still be open, and asks for its own parts.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => names.filter((n) => n.startsWith("passbok-") && n !== mine).slice(0, -1))
      .then((old) => Promise.all(old.map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || /^\/(api\/|healthz|readyz)/.test(url.pathname)) return;
  const page = request.mode === "navigate";
  event.respondWith(found(page ? "/" : url.pathname, page).then((kept) => kept ?? fetched(request, url.pathname)));
});

// A page is of this version; a part may be of the one before. Nothing is opened, which would make anew what a retired
// worker has taken away.
async function found(path: string, page: boolean): Promise<Response | undefined> {
  return (await caches.match(path, { cacheName: mine })) ?? (page ? undefined : caches.match(path));
}

// The office's parts are none of a phone's: they are kept where they were used, while this version's others are.
async function fetched(request: Request, path: string): Promise<Response> {
  const answer = await fetch(request);
  if (answer.ok && path.startsWith("/assets/") && (await caches.has(mine))) await (await caches.open(mine)).put(path, answer.clone());
  return answer;
}

interface Payload {
  notification?: { title?: string; body?: string; lang?: string; tag?: string; navigate?: string; silent?: boolean; actions?: unknown };
  app?: { mark?: string };
}

self.addEventListener("push", (event) => {
  let payload: Payload = {};
  try {
    payload = event.data?.json() as Payload;
  } catch {
    // Something is shown all the same: a browser takes the permission away from one that shows nothing.
  }
  const { title = "Passbok", navigate, ...rest } = payload.notification ?? {};
  event.waitUntil(Promise.all([
    whose(navigate).then((name) => self.registration.showNotification(name + title, { ...rest, icon: "/icon-192.png", badge: "/icon-192.png", data: [navigate, payload.app?.mark] })).then(() => seen(payload.app?.mark, "shown")),
    (navigator as { setAppBadge?: () => Promise<void> }).setAppBadge?.().catch(() => undefined),
    tell("push"),
  ]));
});

// The first name of whom it is about, where the person has chosen that on this device (wishes/whose.ts): no notice brings it along.
async function whose(to = ""): Promise<string> {
  try {
    const { names } = (await (await caches.match("/whose", { cacheName: "whose" }))?.json()) as { names: Record<string, string> };
    for (const id in names) if (to.includes(`/${id}/`)) return `${names[id]}: `;
  } catch {
    // It is shown without.
  }
  return "";
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const [path, mark] = (event.notification.data ?? []) as (string | undefined)[];
  const later = event.action === "later";
  const to = new URL(path ?? "/", location.origin);
  event.waitUntil(Promise.all([seen(mark, later ? "put_off" : "opened"), !later && to.origin === location.origin && open(to.href)]));
});

// What becomes of a notice is told by the mark that came with it. Failing is no harm: nobody waits for it.
async function seen(mark: string | undefined, what: string): Promise<void> {
  if (mark) await fetch("/api/v1/notices/seen", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ mark, seen: what }) }).catch(() => undefined);
}

async function open(to: string): Promise<void> {
  const [page] = await self.clients.matchAll({ type: "window" });
  try {
    if (page) {
      await page.focus().catch(() => undefined);
      if (!(await goes(page, to))) await page.navigate(to);
      return;
    }
  } catch {
    // A page that this worker does not control yet.
  }
  await self.clients.openWindow(to);
}

// A page goes there by itself (route.ts), with what is being written in it. One of an older version does not answer.
function goes(page: WindowClient, to: string): Promise<unknown> {
  return new Promise((answered) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = answered;
    setTimeout(answered, 2000);
    page.postMessage(to, [port2]);
  });
}

// The browser has renewed the subscription: an open page tells the server at once, else the next start does.
self.addEventListener("pushsubscriptionchange", ((event: ExtendableEvent & { oldSubscription?: PushSubscription }) => {
  const options = event.oldSubscription?.options;
  event.waitUntil(Promise.resolve(options && self.registration.pushManager.subscribe(options)).catch(() => undefined).then(() => tell("push")));
}) as EventListener);

async function tell(what: string): Promise<void> {
  for (const page of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) page.postMessage(what);
}

export {};
