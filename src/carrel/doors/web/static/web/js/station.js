// The self-check station: scans are queued and sent one after the other, the seconds are counted down, the box keeps the
// focus. It decides nothing: without this file each form answers with the page, and a refresh ends the visit.
import { play } from "./sounds.js";

const PATIENCE = 12000; // ms until an answer counts as lost; the same key is sent again
const AGAIN = 2000;
const TOUCHED_EVERY = 4000; // ms between two words to the server that somebody is still there
const finger = matchMedia("(pointer: coarse)").matches;

let queue = [];
let busy = false;
let ends = 0; // when the visit is over, by this machine's clock; 0 while nobody is there
let touched = 0;

const station = () => document.getElementById("station");
const box = () => document.getElementById("k");

// ---------------------------------------------------------------- sending

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#station") || "whole" in form.dataset) return;
  event.preventDefault();
  const fields = new FormData(form, event.submitter);
  const field = form.querySelector("#k");
  if (field && field.value.trim() === "") return;
  if (field) field.value = "";
  fields.set("key", crypto.randomUUID());
  enqueue(event.submitter?.getAttribute("formaction") || form.action, fields);
});

function enqueue(url, fields) {
  queue.push({ url, fields });
  pump();
}

async function pump() {
  if (busy || queue.length === 0) return;
  busy = true;
  const { url, fields } = queue[0];
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: fields,
      headers: { "X-Station": "1" },
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.ok) {
      queue.shift();
      show(await answer.text());
    } else if ([502, 503, 504].includes(answer.status)) {
      lost();
    } else {
      location.reload(); // the station was closed, or its page is too old
      return;
    }
  } catch (reason) {
    if (!(reason instanceof TypeError || reason instanceof DOMException)) throw reason;
    lost();
  } finally {
    busy = false;
  }
  pump();
}

function lost() {
  station().querySelector("[data-lost]").hidden = false;
  const waiting = queue;
  queue = [];
  setTimeout(() => {
    queue = [...waiting, ...queue];
    pump();
  }, AGAIN);
}

async function look() {
  if (busy) return; // a scan came first: its answer shows how it stands
  busy = true; // and one that comes now waits: two requests at once would write the same session
  try {
    const answer = await fetch(station().dataset.url, { headers: { "X-Station": "1" }, cache: "no-store", redirect: "manual" });
    if (answer.ok) show(await answer.text());
    else location.reload();
  } catch (reason) {
    if (!(reason instanceof TypeError)) throw reason;
    location.replace(station().dataset.url); // nothing of the visit may stay on the screen
  } finally {
    busy = false;
  }
  pump();
}

// ---------------------------------------------------------------- showing

function show(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const next = holder.content.getElementById("station");
  if (!next) {
    location.reload();
    return;
  }
  const typed = box()?.dataset.scan !== undefined ? box().value : "";
  station().replaceWith(next);
  speak(next);
  if (typed && box()?.dataset.scan !== undefined) box().value = typed; // the next scan has begun already
  dress();
  play(next.dataset.sound, 0.7);
}

// The next reader finds the station's own language, around the part that changed too.
function speak(part) {
  if (part.lang === document.documentElement.lang) return;
  document.documentElement.lang = part.lang;
  document.title = part.dataset.title;
  for (const button of document.querySelectorAll("button[name=language]")) {
    if (button.value === part.lang) button.setAttribute("aria-pressed", "true");
    else button.removeAttribute("aria-pressed");
  }
}

function dress() {
  const field = box();
  const seconds = Number(station().dataset.seconds);
  ends = seconds > 0 ? Date.now() + seconds * 1000 : 0;
  const pad = station().querySelector("[data-pad]");
  if (pad) pad.hidden = false;
  if (!field) return;
  if (finger) field.inputMode = "none"; // the figures to touch, or the scanner, stand in for the keyboard
  field.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const figure = event.target.closest?.("[data-figure]")?.dataset.figure;
  if (figure === undefined || !box()) return;
  box().value = figure === "" ? box().value.slice(0, -1) : box().value + figure;
});

// A scanner types wherever the focus is; Tab and Enter on a button are left alone.
document.addEventListener("keydown", (event) => {
  const field = box();
  if (!field || event.ctrlKey || event.metaKey || event.altKey || event.target === field) return;
  const pressed = event.target instanceof Element && event.target.closest("button, a") !== null;
  if (event.key.length === 1 && !(pressed && event.key === " ")) field.focus({ preventScroll: true });
});

// ---------------------------------------------------------------- the end of a visit

function stillHere() {
  if (!ends || busy || Date.now() - touched < TOUCHED_EVERY) return;
  touched = Date.now();
  const token = station().querySelector("[name=csrfmiddlewaretoken]").value;
  const fields = new FormData();
  fields.set("csrfmiddlewaretoken", token);
  fetch(station().dataset.still, { method: "POST", body: fields, headers: { "X-Station": "1" }, cache: "no-store", redirect: "manual" })
    .then((answer) => {
      if (answer.ok && ends) ends = Date.now() + Number(station().dataset.idle) * 1000;
    })
    .catch(() => undefined); // said by the next scan
}

for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, stillHere, { passive: true });

setInterval(() => {
  if (!ends) return;
  const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
  const words = station().querySelector("[data-count]");
  if (words) words.textContent = words.textContent.replace(/\d+/, String(left));
  if (left === 0 && !busy && queue.length === 0) {
    ends = 0;
    setTimeout(look, 400); // the server ends it by its own clock
  }
}, 250);

// A page taken out of the browser's memory is never an old one.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

dress();
