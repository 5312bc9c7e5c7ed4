// The service worker, served at the root. It asks the network first, always; only where there is none does it show what
// it has kept: pages that say they may be kept (they name no reader), their files, and a page that says what waits.
const PAGES = "carrel-pages";
const FILES = "carrel-files";
const OFFLINE = "/offline/";
const SIGN_OUT = "/sign-out/";
const LONGEST = 24 * 60 * 60 * 1000; // ms a kept page is shown: a count of yesterday is fetched anew
const IN_PAGE = /(?:href|src)="(\/static\/[^"]+)"/g;

addEventListener("install", (event) => event.waitUntil(keepOffline().then(() => self.skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A page that was open before the worker was there hands itself over.
addEventListener("message", (event) => {
  const { page, files } = event.data;
  event.waitUntil(Promise.all([keepFiles(files), fetch(page).then((answer) => keepPage(page, answer))]));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate" && request.method === "POST" && pathname === SIGN_OUT) {
    event.waitUntil(caches.delete(PAGES));
  } else if (request.method === "GET" && request.mode === "navigate") {
    event.respondWith(pageFor(request));
  } else if (request.method === "GET" && pathname.startsWith("/static/")) {
    event.respondWith(fileFor(request));
  }
});

async function pageFor(request) {
  try {
    const answer = await fetch(request);
    await keepPage(request.url, answer.clone());
    return answer;
  } catch {
    const pages = await caches.open(PAGES);
    const kept = await pages.match(request, { ignoreVary: true });
    if (isFresh(kept)) return kept;
    await pages.delete(request, { ignoreVary: true }); // so that the page of no connection offers it no more
    return (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
  }
}

async function fileFor(request) {
  const files = await caches.open(FILES);
  try {
    const answer = await fetch(request);
    if (answer.status === 200) await files.put(request, answer.clone());
    return answer;
  } catch {
    return (await files.match(request, { ignoreVary: true })) ?? Response.error();
  }
}

function isFresh(answer) {
  return answer !== undefined && Date.now() - Date.parse(answer.headers.get("Date") ?? "") < LONGEST;
}

async function keepPage(address, answer) {
  if (answer.ok && answer.headers.get("Carrel-Keep") !== null) await (await caches.open(PAGES)).put(address, answer);
}

async function keepFiles(addresses) {
  const files = await caches.open(FILES);
  await Promise.all(addresses.map(async (each) => (await files.match(each, { ignoreVary: true })) ?? files.add(each)));
}

async function keepOffline() {
  const files = await caches.open(FILES);
  const answer = await fetch(OFFLINE);
  const page = await answer.clone().text();
  await files.put(OFFLINE, answer);
  await keepFiles([...page.matchAll(IN_PAGE)].map((found) => found[1]));
}
