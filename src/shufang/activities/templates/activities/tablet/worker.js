// The tablet's service worker: its page and files are there without network, and what is queued
// goes up as soon as there is one, even while the page is closed.
{% autoescape off %}"use strict";
const settings = {{ settings }};
const root = "{{ root }}";
importScripts(...{{ scripts }});
tablet.addresses = settings;
{% endautoescape %}
let print = 0;
for (const sign of JSON.stringify(settings)) print = (print * 31 + sign.codePointAt(0)) | 0;
const NAME = `tablet ${print >>> 0}`;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(settings.files.map((file) => new Request(file, { cache: "reload" })));
    // The page only where this tablet is paired: else it is the way to pairing.
    const page = await fetch(settings.page, { credentials: "same-origin", cache: "reload" });
    if (page.ok && !page.redirected) await cache.put(settings.page, page);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const mine = await caches.open(NAME);
    for (const name of await caches.keys()) {
      if (!name.startsWith("tablet ") || name === NAME) continue;
      // Where the new page could not be had the old one stays, with the files it was made for.
      const older = await caches.open(name);
      if ((await older.match(settings.page)) && !(await mine.match(settings.page))) {
        for (const request of await older.keys()) {
          if (!(await mine.match(request))) await mine.put(request, await older.match(request));
        }
      }
      await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

async function pageFirst(request) {
  const cache = await caches.open(NAME);
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), 4000);
  try {
    const answer = await fetch(request, { signal: giveUp.signal });
    if (answer.type === "opaqueredirect" || answer.redirected) return answer;
    if (answer.ok) { await cache.put(settings.page, answer.clone()); return answer; }
    if (answer.status < 500) return answer;
    return (await cache.match(settings.page)) || answer;
  } catch {
    return (await cache.match(settings.page)) || Response.error();
  } finally {
    clearTimeout(timer);
  }
}

async function keptFirst(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  return kept || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === settings.page) event.respondWith(pageFirst(request));
  else if (url.pathname.startsWith(root) || settings.files.includes(url.pathname)) event.respondWith(keptFirst(request));
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "upload") return;
  event.waitUntil((async () => {
    await tablet.contact();
    for (const client of await self.clients.matchAll()) client.postMessage("uploaded");
  })());
});
