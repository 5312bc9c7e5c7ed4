// What every page does beyond its plain form: says when the network is gone, brings scans to the box, closes open menus.
// Without this file every page still works.

const box = document.getElementById("box");

// -- the theme button names the theme that is not on, also while none was chosen and the machine decides
for (const button of document.querySelectorAll("[data-theme-switch]")) {
  const chosen = document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  button.value = dark ? "light" : "dark";
}

// -- online or not: shown at once, in word and shape
export function showOnline(online, since = new Date()) {
  const strip = document.getElementById("offline");
  if (strip) {
    if (strip.hidden && !online) {
      strip.querySelector("time").textContent = since.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    }
    strip.hidden = online;
  }
  for (const sign of document.querySelectorAll("[data-online]")) {
    sign.querySelector(".on").hidden = !online;
    sign.querySelector(".off").hidden = online;
    const word = sign.querySelector("[data-online-word]");
    word.textContent = online ? word.dataset.on : word.dataset.off;
  }
}
window.addEventListener("offline", () => showOnline(false));
window.addEventListener("online", () => showOnline(true));
if (!navigator.onLine) showOnline(false);

// -- scans reach the box from anywhere outside another field; Tab, shortcuts and other fields are left alone
const FIELDS = "input, textarea, select, [contenteditable]";
export function isTyping(target) {
  return target instanceof Element && target.closest(FIELDS) !== null;
}
document.addEventListener("keydown", (event) => {
  if (!box || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector("dialog:modal")) return;
  const pressed = event.target instanceof Element && event.target.closest("button, a, summary") !== null;
  if (event.key.length !== 1 || (pressed && event.key === " ")) return;
  if (event.key === " " || (event.key === "/" && !document.body.classList.contains("at-desk"))) {
    if (event.key === "/") {
      event.preventDefault();
      box.focus();
    }
    return;
  }
  box.focus({ preventScroll: true }); // the sign itself then lands in the box
});

// -- an open menu closes with Escape and by a press elsewhere
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("pointerdown", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// -- buttons that print, where there is script to do it
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// -- the worker that shows a kept page where there is no network; a browser without a safe connection has none
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js");
