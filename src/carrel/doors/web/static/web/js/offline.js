// The page of no connection: what waits on this device, and the way back to the page that was wanted.
import { allWaiting } from "./kept.js";

const again = document.querySelector("[data-again]");
again.hidden = false;
again.addEventListener("click", () => location.reload());
addEventListener("online", () => location.reload());

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
