// The page of no connection: what waits on this device, and the way back to the page that was wanted.
import { allWaiting, keptPages } from "./kept.js";

const again = document.querySelector("[data-again]");
again.hidden = false;
again.addEventListener("click", () => location.reload());

// A device says that it is online before anything comes through, and not always: the house is asked until it answers.
const ALIVE = "/alive/";
const PAUSE = 3000; // ms
setInterval(async () => {
  try {
    const answer = await fetch(ALIVE, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PAUSE) });
    if (answer.ok) location.reload();
  } catch (reason) {
    if (!(reason instanceof DOMException || reason instanceof TypeError)) throw reason;
  }
}, PAUSE);

// The way back to a count that was open: its page is kept.
for (const { title, page } of await keptPages()) {
  const link = document.createElement("a");
  link.className = "btn";
  link.href = page;
  link.textContent = title;
  again.before(link);
}

const list = document.querySelector("#waits ul");
const waiting = allWaiting();
document.getElementById("waits").hidden = waiting.length === 0;
for (const { title, page, count } of waiting) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = page;
  link.textContent = title;
  const told = document.createElement("span");
  told.textContent = count === 1 ? list.dataset.one : list.dataset.many.replace("NUMBER", String(count));
  row.append(link, told);
  list.append(row);
}
