// Served in place of the app's service worker where the operator has retired it (--retire-worker): it takes itself and the
// files that it kept away, and touches nothing else. What people have written is in IndexedDB, which stays as it is.
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("passbok-")) await caches.delete(name);
  await self.registration.unregister();
})()));
