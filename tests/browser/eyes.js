// What a careful reader would see, asked in the page by tests/browser/eyes.py.

const describe = (e, text) => {
  const name = e.className && e.className.baseVal === undefined ? "." + String(e.className).trim().split(/\s+/).join(".") : "";
  return `“${text.trim().replace(/\s+/g, " ").slice(0, 40)}” in ${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}${name}`;
};
const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";

// Axe's violations of these rules, or of the rules with these tags, with the first elements each names.
async function findings(runOnly) {
  const found = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  const reason = (node) => (node.any[0] || node.all[0] || node.none[0] || { message: "" }).message;
  const line = (node) => `${node.target.join(" ")} :: ${node.html.slice(0, 160)} :: ${reason(node)}`;
  return found.violations.map((rule) => ({ id: rule.id, help: rule.help, nodes: rule.nodes.slice(0, 4).map(line) }));
}

// Elements that make the page wider than its window, innermost last; what scrolls within itself is allowed to be wide.
function tooWide() {
  const room = document.documentElement.clientWidth;
  const page = document.documentElement.scrollWidth;
  if (page <= room + 1) return [];
  const held = (node) => {
    for (let p = node.parentElement; p && p !== document.body; p = p.parentElement)
      if (getComputedStyle(p).overflowX !== "visible") return true;
    return false;
  };
  const right = (node) => Math.round(node.getBoundingClientRect().right);
  const wide = [...document.body.querySelectorAll("*")].filter((node) => right(node) > room + 1 && !held(node));
  const lines = wide.slice(-5).map((node) => `${describe(node, node.textContent)} reaches ${right(node)} of ${room}`);
  return [...lines, `the page is ${page} wide in a window of ${room}`];
}

// Every visible piece of text with what may hide it: ancestors that clip, scroll or float.
function* pieces() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement;
    if (!node.textContent.trim() || !own.checkVisibility(seen)) continue;
    if (own.closest("script, style, option, noscript, svg, dialog:not([open])")) continue;
    const piece = { node, own, label: describe(own, node.textContent), limits: [], floating: false, hidden: false };
    for (let e = own; e && e !== document.documentElement; e = e.parentElement) {
      const style = getComputedStyle(e);
      const box = e.getBoundingClientRect();
      if (box.width <= 2 || box.height <= 2 || style.clipPath !== "none") piece.hidden = true;
      if (style.position === "fixed" || style.position === "sticky") piece.floating = true;
      if (style.overflowX !== "visible" || style.overflowY !== "visible") piece.limits.push({ e, style, box });
    }
    if (!piece.hidden) yield piece;
  }
}

// Whether an ancestor cuts a line of text off: no way to scroll to it, and no title that tells the rest.
function isCut(rect, own, { e, style, box }) {
  const told = style.textOverflow === "ellipsis" && (e.title || own.closest("[title]"));
  const across = !scrolls(style.overflowX) && !told && (rect.right > box.right + 2 || rect.left < box.left - 2);
  const middle = rect.top + rect.height / 2;
  return across || (!scrolls(style.overflowY) && (middle > box.bottom || middle < box.top));
}

// A line's rectangle has room for accents and tails of any alphabet; what is printed stands in the middle of it.
function inkOf(rect) {
  const air = rect.height * 0.22;
  return { left: rect.left, right: rect.right, top: rect.top + air, bottom: rect.bottom - air };
}

function visiblePart(rect, limits) {
  const part = { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
  for (const { box } of limits) {
    part.left = Math.max(part.left, box.left);
    part.right = Math.min(part.right, box.right);
    part.top = Math.max(part.top, box.top);
    part.bottom = Math.min(part.bottom, box.bottom);
  }
  return part.right - part.left > 2 && part.bottom - part.top > 2 ? part : null;
}

const area = (box) => (box.right - box.left) * (box.bottom - box.top);

function collide(a, b) {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 2 && height > 4 && width * height > 0.2 * Math.min(area(a), area(b));
}

// Words cut off, and words on top of other words. Fixed and sticky parts may lie over what scrolls below them.
function words() {
  const cut = new Set();
  const over = new Set();
  const boxes = [];
  for (const { node, own, label, limits, floating } of pieces()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width <= 1 || rect.height <= 1) continue;
      // What is hidden from those who listen is an ornament that repeats a text: a cover drawn from the title.
      if (!own.closest("[aria-hidden=true]") && limits.some((limit) => isCut(rect, own, limit))) cut.add(label);
      const part = floating ? null : visiblePart(inkOf(rect), limits);
      if (part) boxes.push({ ...part, node, label });
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  boxes.forEach((a, place) => {
    for (let k = place + 1; k < boxes.length && boxes[k].top < a.bottom; k++)
      if (a.node !== boxes[k].node && collide(a, boxes[k])) over.add(`${a.label} and ${boxes[k].label}`);
  });
  return { cut: [...cut].slice(0, 8), over: [...over].slice(0, 8) };
}

// Fields whose label or help says to scan, and that the camera does not know.
function blind() {
  const asks = (node) => /^scan\b/i.test(node?.textContent.trim() ?? "");
  const fields = [...document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), textarea")];
  const help = (field) => document.getElementById(field.getAttribute("aria-describedby")?.split(" ").pop() ?? "");
  const told = fields.filter((field) => [...(field.labels ?? [])].some(asks) || asks(help(field)));
  return told.filter((field) => !("scanBox" in field.dataset)).map((field) => describe(field, field.labels?.[0]?.textContent ?? ""));
}

globalThis.carrelEyes = { blind, findings, tooWide, words };
