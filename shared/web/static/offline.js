// Service worker of pages that are used on the way: shows a page as it was last seen while there is no connection.
const KEPT = "linli-pages";
const LONGEST_MS = 12 * 60 * 60 * 1000; // a working day

async function keep(request, response) {
  if (response.ok && response.type === "basic") await (await caches.open(KEPT)).put(request, response.clone());
  return response;
}

async function lastSeen(request, error) {
  const page = await caches.match(request, { ignoreVary: true, ignoreSearch: true });
  if (page && Date.now() - Date.parse(page.headers.get("Date")) < LONGEST_MS) return page;
  throw error;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode !== "navigate" || request.method !== "GET") return;
  event.respondWith(fetch(request).then((response) => keep(request, response), (error) => lastSeen(request, error)));
});
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
