// The app offline.
//
// One version is one cache, filled completely or not at all: every file is fetched with the digest
// it must have, so a half-copied site is never installed and the version before it goes on working.
// A new version waits until the page asks for it; none is ever forced on an open assessment.

// The build writes the list here: the version, and each file's address with its digest.
const SITE = { version: "unbuilt", files: [] };

// Two copies of the app under one host, in different folders, keep apart.
const FAMILY = `jiangxing ${self.registration.scope} `;
const CACHE = FAMILY + SITE.version;

const addresses = new Set(SITE.files.map(([path]) => address(path)));

function address(path) {
  return new URL(path, self.registration.scope).href;
}

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

async function fill() {
  try {
    const cache = await caches.open(CACHE);
    await Promise.all(SITE.files.map(([path, integrity]) => keep(cache, path, integrity)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keep(cache, path, integrity) {
  const request = new Request(address(path), { cache: "reload", integrity });
  const response = await fetch(request);
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  await cache.put(address(path), response);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

async function takeOver() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
  // The page of the very first visit is served from here at once; for an update, the browser has
  // already handed over the pages of the version before.
  await self.clients.claim();
}

self.addEventListener("message", (event) => {
  if (event.data === "apply-update") {
    self.skipWaiting();
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") {
    return;
  }
  const kept = keptAddress(request);
  if (addresses.has(kept)) {
    event.respondWith(answer(kept, request));
  }
});

// Where the answer to `request` is kept. The page has two addresses, and routes live behind `#`.
function keptAddress(request) {
  const url = new URL(request.url);
  const page = address("./");
  const bare = url.origin + url.pathname;
  const isPage = bare === page || bare === address("index.html");
  return request.mode === "navigate" && isPage ? page : url.href;
}

async function answer(kept, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(kept)) ?? fetch(request);
}
