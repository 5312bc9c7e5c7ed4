// What is still to be seen on a shelf is asked for when the scanner rests: to count it with each scan would make the
// next one wait. Without this file the page says it whenever it is opened.
const REST = 1500; // ms

let timer = null;

async function ask() {
  const part = document.getElementById("still");
  if (!part || document.hidden) return;
  let text = "";
  try {
    const answer = await fetch(part.dataset.url, { redirect: "manual", signal: AbortSignal.timeout(8000) });
    if (!answer.ok) return;
    text = await answer.text();
  } catch (reason) {
    if (reason instanceof DOMException || reason instanceof TypeError) return; // no network: what stands there stays
    throw reason;
  }
  const holder = document.createElement("template");
  holder.innerHTML = text;
  const next = holder.content.getElementById("still");
  if (next) document.getElementById("still").replaceWith(next);
}

// A scan puts a fresh part in the place of the old one.
new MutationObserver((changes) => {
  if (!changes.some((change) => [...change.addedNodes].some((node) => node.id === "desk"))) return;
  clearTimeout(timer);
  timer = setTimeout(ask, REST);
}).observe(document.getElementById("desk").parentElement, { childList: true });

for (const button of document.querySelectorAll(".walk > .stack [data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
