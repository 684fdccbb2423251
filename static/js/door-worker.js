/**
 * The offline copy of the door page. VERSION and FILES are written above this text by the server: the digest of the list of
 * assets, and the list. Only these files are kept: nothing personal, no answer of the API.
 */
/* global VERSION, FILES */
const CACHE = `cua-${VERSION}`;
const SHELL = "/cua/";
const PAGES = new Set([SHELL, "/cua/ghep"]);
const SIGNED_IN = /^\/cua\/\d+$/;
const PATIENCE = 3000;

self.addEventListener("install", (event) => {
  const fresh = FILES.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => names.filter((name) => name.startsWith("cua-") && name !== CACHE))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

/** The page of a signed-in door comes from the server; when that stays silent, the shell stands in for it. */
async function door(request) {
  try {
    const impatience = new AbortController();
    const timer = setTimeout(() => impatience.abort(), PATIENCE);
    const answer = await fetch(request, { signal: impatience.signal });
    clearTimeout(timer); // the page has begun to come: however slow the rest is, it is not cut off
    if (answer.status < 500) return answer;
  } catch {
    // The shell below needs no server.
  }
  return caches.match(SHELL);
}

async function page(request, path) {
  return (await caches.match(path)) ?? fetch(request);
}

async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate" && SIGNED_IN.test(address.pathname)) event.respondWith(door(request));
  else if (request.mode === "navigate" && PAGES.has(address.pathname)) event.respondWith(page(request, address.pathname));
  else if (FILES.includes(address.pathname + address.search)) event.respondWith(kept(request));
});
