// Where scans wait that have no answer yet. At a desk they wait in this tab, until somebody decides what becomes of them:
// the desk may stand elsewhere after a reload. In a count (`name` is given) they wait on the device, whatever becomes of
// the tab, and go by themselves: each names its count and has a key of its own, so none is taken twice.
const DESK = "carrel.desk.unsent";
const COUNTS = "carrel.waits.";

export function keeper(name) {
  return name ? onDevice(name) : inTab();
}

function inTab() {
  return {
    goesByItself: false,
    left: () => JSON.parse(sessionStorage.getItem(DESK) || "[]"),
    keep: (queue) => sessionStorage.setItem(DESK, JSON.stringify(queue)),
  };
}

function onDevice(name) {
  const own = `${COUNTS}${name}.${tab()}`;
  const keep = (queue) => {
    if (queue.length === 0) localStorage.removeItem(own);
    else localStorage.setItem(own, JSON.stringify({ title: document.title, page: location.pathname, queue }));
  };
  return {
    goesByItself: true,
    keep,
    // Also what a tab left that is no more; one that still lives sends the same keys, and the second is no news.
    left: () => {
      const found = Object.keys(localStorage).filter((key) => key.startsWith(`${COUNTS}${name}.`));
      const queue = found.flatMap((key) => JSON.parse(localStorage.getItem(key)).queue).sort((a, b) => a.at - b.at);
      for (const key of found) localStorage.removeItem(key);
      keep(queue);
      return queue;
    },
  };
}

function tab() {
  const kept = sessionStorage.getItem("carrel.tab") ?? crypto.randomUUID();
  sessionStorage.setItem("carrel.tab", kept);
  return kept;
}

// Everything that waits on this device: the title of its page, its address, how many scans.
export function allWaiting() {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(COUNTS))
    .map((key) => JSON.parse(localStorage.getItem(key)))
    .map(({ title, page, queue }) => ({ title, page, count: queue.length }));
}

// A page that works without a network is handed to the worker, once there is one.
export async function handOver() {
  if (!("serviceWorker" in navigator) || navigator.serviceWorker.controller) return;
  const worker = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map((each) => new URL(each.name));
  const files = loaded.filter((each) => each.pathname.startsWith("/static/")).map((each) => each.pathname);
  worker.active.postMessage({ page: location.pathname, files: [...new Set(files)] });
}

// Pages that the worker keeps and still shows: title without the name of the program, and address.
export async function keptPages() {
  const pages = await caches.open("carrel-pages");
  const found = [];
  for (const { url } of await pages.keys()) {
    const answer = await pages.match(url, { ignoreVary: true });
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.push({ title: read.title.split(" · ")[0], page: new URL(url).pathname });
  }
  return found;
}
