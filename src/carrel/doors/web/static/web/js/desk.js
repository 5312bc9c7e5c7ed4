// The desk: scans are queued in order, each with a key of its own, and sent one after the other. None is dropped, none
// pretends to have worked: what has no answer yet is listed as not sent and is sent again with the same key.
// Without this file the box is a plain form and the page answers whole.
import { handOver, keeper } from "./kept.js";
import { showOnline } from "./shell.js";
import { play } from "./sounds.js";

const form = document.getElementById("box-form");
const box = document.getElementById("box");
const strip = document.getElementById("unsent");
const kept = keeper(document.body.dataset.keeps);
const PATIENCE = 12000; // ms until an answer counts as lost; the same key is sent again
const PAUSE = 150; // ms: a scanner, without a wire and on a busy computer too, types its next sign sooner, a finger later
const finger = matchMedia("(pointer: coarse)").matches;

let queue = [];
let busy = false;
let lost = null; // since when nothing has come through
let waiting = null;

// ---------------------------------------------------------------- the queue

function enqueue(url, fields, label) {
  queue.push({ url, fields, label, key: crypto.randomUUID(), at: Date.now() });
  keep();
  pump();
}

function keep() {
  kept.keep(queue);
  if (lost || queue.length > 1) showUnsent();
  else if (strip) strip.hidden = true;
}

async function pump() {
  if (busy || queue.length === 0 || waiting) return;
  busy = true;
  const scan = queue[0];
  try {
    const answer = await send(scan);
    found();
    queue.shift();
    keep();
    show(answer);
  } catch (reason) {
    if (reason instanceof SignedOut) signedOut();
    else if (reason instanceof Lost) isLost();
    else throw reason;
  } finally {
    busy = false;
  }
  if (!lost && queue.length) pump();
}

class Lost extends Error {}
class SignedOut extends Error {}

async function send(scan) {
  const body = new FormData();
  for (const [name, value] of scan.fields) body.append(name, value);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("key", scan.key);
  body.set("seen", document.getElementById("desk").dataset.seen);
  if (kept.goesByItself) body.set("at", new Date(scan.at).toISOString());
  let answer;
  try {
    answer = await fetch(scan.url, {
      method: "POST",
      body,
      headers: { "X-Desk": "1" },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (reason) {
    throw new Lost(String(reason));
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) throw new SignedOut();
  if ([502, 503, 504].includes(answer.status)) throw new Lost(String(answer.status));
  return await answer.text().catch((reason) => {
    throw new Lost(String(reason));
  });
}

function isLost() {
  if (!lost) play("refused", loudness(), true);
  lost ??= new Date();
  showOnline(false, lost);
  showUnsent();
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    waiting = null;
    pump();
  }, 1500);
}

function found() {
  if (!lost) return;
  lost = null;
  showOnline(true);
}

function signedOut() {
  showUnsent();
  strip.querySelector("[data-signed-out]").hidden = false;
  play("refused", loudness());
}

function showUnsent() {
  if (!strip) return;
  strip.hidden = queue.length === 0;
  strip.querySelector("[data-count]").textContent = String(queue.length);
  strip.querySelector("[data-list]").textContent = queue.map((scan) => scan.label).join(", ");
  if (lost && queue.length) showNotSent(queue.at(-1).label);
}

// While the network is gone, the last card is the last scan: not sent. An older "Lent" must not stand for it.
function showNotSent(label) {
  const card = document.getElementById("not-sent").content.cloneNode(true);
  card.querySelector("h2").textContent = label;
  const old = document.querySelector("#desk .last, #desk .next");
  if (old) old.replaceWith(card);
  else document.querySelector("#desk .desk-now > .stack").prepend(card);
}

// ---------------------------------------------------------------- the answer

function loudness() {
  return document.body.dataset.sounds === "off" ? 0 : Number(document.body.dataset.volume || 80) / 100;
}

function show(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const next = holder.content.getElementById("desk");
  if (!next) {
    showBroken(holder.content);
    return;
  }
  const away = next.dataset.go;
  if (away) {
    location.assign(away);
    return;
  }
  const held = document.activeElement;
  const wasInside = held && document.getElementById("desk").contains(held);
  document.getElementById("desk").replaceWith(next);
  follow(holder.content);
  const mode = next.querySelector("#desk-mode");
  form.querySelector(".box-mode").innerHTML = mode.innerHTML;
  box.placeholder = mode.dataset.hint;
  document.title = mode.dataset.title;
  const worker = document.querySelector(".who b");
  if (worker) worker.textContent = next.dataset.worker;
  dress(next);
  if (wasInside && !finger) (next.querySelector("[data-focus]") ?? box).focus({ preventScroll: true });
  // What waited for the network is answered in a rush: only the last of it is heard.
  if (!kept.goesByItself || queue.length === 0) play(next.dataset.sound, loudness());
}

// What else an answer brings: whole parts further down the page, and rows of a list, each into the place of its id.
function follow(content) {
  for (const part of content.querySelectorAll("[data-part]")) {
    const old = document.getElementById(part.id);
    if (!old || inHand(old)) continue;
    old.replaceWith(part);
    dress(part);
  }
  for (const row of content.querySelectorAll("[data-row]")) {
    const old = document.getElementById(row.id);
    const list = document.getElementById(row.dataset.row);
    if (old) old.replaceWith(row);
    else list?.append(row);
    list?.closest("[hidden]")?.removeAttribute("hidden");
  }
}

// A part that somebody is filling in is left to them; the next answer brings it anew.
function inHand(part) {
  if (part.contains(document.activeElement)) return true;
  const inputs = [...part.querySelectorAll("input:not([type=hidden])")];
  return inputs.some((each) => each.checked !== each.defaultChecked || each.value !== each.defaultValue);
}

function showBroken(content) {
  const note = document.createElement("div");
  note.className = "note is-refused";
  note.setAttribute("role", "alert");
  note.textContent = content.querySelector("h1, b")?.textContent ?? "";
  const more = document.createElement("p");
  more.textContent = content.querySelector(".empty p, .note p")?.textContent ?? "";
  note.append(more);
  document.getElementById("desk").prepend(note);
  play("refused", loudness());
}

// What script adds to a fresh part: nothing else on the page needs it.
function dress(part) {
  for (const button of part.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// ---------------------------------------------------------------- what is sent

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value;
  box.value = "";
  if (text.trim() !== "") enqueue(form.action, [["text", text]], text.trim().slice(0, 40));
});

document.addEventListener("submit", (event) => {
  const other = event.target;
  if (other === form || !other.closest("#desk") || other.method !== "post" || "whole" in other.dataset) return;
  const filled = [...new FormData(other, event.submitter)];
  // A photo cannot wait in the queue: the form goes as it is, and the answer is the whole desk.
  if (filled.some(([, value]) => value instanceof File && value.size)) return;
  event.preventDefault();
  const fields = filled.filter(([name, value]) => !["csrfmiddlewaretoken", "key", "seen"].includes(name) && !(value instanceof File));
  const url = event.submitter?.getAttribute("formaction") || other.action;
  enqueue(url, fields, event.submitter?.textContent.trim() ?? "");
});

function command(text) {
  enqueue(form.action, [["text", text]], text);
}

// ---------------------------------------------------------------- keys, one hand on the number pad

let timer = null;
const SIGNS = new Set(["+", "-", "/", "*", ".", "?"]);

box.addEventListener("input", () => {
  clearTimeout(timer);
  const sign = box.value;
  const answer = /^[1-9]$/.test(sign) ? document.querySelector(`#desk [data-answer="${sign}"]`) : null;
  if (!SIGNS.has(sign) && !answer) return;
  timer = setTimeout(() => {
    if (box.value !== sign) return; // a scanner or a number goes on
    box.value = "";
    if (answer) press(answer);
    else act(sign);
  }, PAUSE);
});

function act(sign) {
  const button = document.querySelector(`#desk [data-key="${CSS.escape(sign)}"]`);
  if (button) press(button);
  else command(sign);
}

function press(target) {
  if (target instanceof HTMLAnchorElement) target.click();
  else if (target.form) target.form.requestSubmit(target);
  else target.click();
}

let escaped = 0;
box.addEventListener("keydown", (event) => {
  if (event.key === "Backspace" && box.value === "" && !event.repeat) {
    event.preventDefault();
    command("%undo");
  }
  if (event.key === "Escape") {
    if (box.value === "" && Date.now() - escaped < 1500) command(".");
    box.value = "";
    escaped = Date.now();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "F8" || event.repeat) return;
  event.preventDefault();
  command("%park");
});

// ---------------------------------------------------------------- beginning

for (const button of document.querySelectorAll("#unsent [data-send]")) {
  button.addEventListener("click", () => {
    waiting = null;
    pump();
  });
}
for (const button of document.querySelectorAll("#unsent [data-drop]")) {
  button.addEventListener("click", () => {
    queue = [];
    waiting = null;
    keep();
    showUnsent();
  });
}

// Scans that a reload or a sign-out left behind: of a desk they are shown and wait for a decision, of a count they go on.
const left = kept.left();
if (left.length) {
  queue = left;
  if (!kept.goesByItself) waiting = -1;
  showUnsent();
  pump();
}
if (kept.goesByItself) handOver();

window.addEventListener("online", () => {
  if (waiting !== -1) {
    clearTimeout(waiting);
    waiting = null;
    pump();
  }
});

// Is the house still there? Asked every few seconds, so that a lost connection shows before the next scan.
const alive = document.body.dataset.alive;
setInterval(async () => {
  if (document.hidden || busy || queue.length) return;
  try {
    await fetch(alive, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4000) });
    found();
  } catch {
    lost ??= new Date();
    showOnline(false, lost);
  }
}, 5000);

dress(document.getElementById("desk"));

// The box has the focus from the start; on a phone it raises no keyboard until it is touched.
if (finger) {
  box.inputMode = "none";
  box.addEventListener("pointerdown", () => {
    box.inputMode = "text";
  });
}
addEventListener("load", () => {
  if (document.activeElement === document.body) box.focus({ preventScroll: true });
});
