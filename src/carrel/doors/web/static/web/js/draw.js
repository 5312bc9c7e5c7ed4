// A floor plan is drawn: shapes of the sheet and lines of numbers below are two views of one thing. The lines are what
// is sent; without this file they are filled in by hand.

const SVG = "http://www.w3.org/2000/svg";
const MEASURES = ["x", "y", "width", "height"];
const ALL = ["kind", "label", "place", "call_from", "call_to", "DELETE", ...MEASURES];
const USUAL = { shelf: [8, 2], seat: [4, 4], desk: [6, 3], door: [4, 1] };
const MOST_STEPS = 100;

const form = document.getElementById("draw");
const sheet = form.querySelector("[data-sheet]");
const shapes = sheet.querySelector("[data-shapes]");
const lines = form.querySelector("[data-lines]");
const undoButton = form.querySelector("[data-undo]");
const editButton = form.querySelector("[data-edit]");
const square = Number(sheet.dataset.square);
const total = form.querySelector("[name$=TOTAL_FORMS]");
const drawn = new Map(); // line → its group on the sheet
const steps = [];
let held = null; // what the finger or the mouse is doing

// -- a line of numbers
const field = (line, name) => line.querySelector(`[name="${line.dataset.shape}-${name}"]`);
const number = (line, name) => Number.parseInt(field(line, name).value, 10) || 0;
const label = (line) => field(line, "label").value.trim();
const isThere = (line) => label(line) !== "" && !field(line, "DELETE").checked;
const all = () => [...lines.children];
const across = () => Number(form.querySelector("[name=width]").value) || 1;
const down = () => Number(form.querySelector("[name=height]").value) || 1;

function said(text, line) {
  const filled = text.replace(/\{(\w+)\}/g, (_, name) => (name === "label" ? label(line) : number(line, name)));
  form.querySelector("[data-said]").textContent = filled;
}

// -- undo: what every line said before each change
function seen() {
  return all().map((line) => ALL.map((name) => (name === "DELETE" ? field(line, name).checked : field(line, name).value)));
}
function remember() {
  steps.push(seen());
  if (steps.length > MOST_STEPS) steps.shift();
  undoButton.disabled = false;
}
function undo() {
  const before = steps.pop();
  if (!before) return;
  all().forEach((line, place) => {
    if (!before[place]) {
      field(line, "DELETE").checked = true; // it was added since
      return;
    }
    ALL.forEach((name, at) => {
      if (name === "DELETE") field(line, name).checked = before[place][at];
      else field(line, name).value = before[place][at];
    });
  });
  undoButton.disabled = steps.length === 0;
  draw();
}

// -- the sheet
function part(name, attributes, into) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  into.append(made);
  return made;
}
function drawGrid() {
  const grid = sheet.querySelector("[data-grid]");
  grid.replaceChildren();
  const wide = across() * square;
  const high = down() * square;
  sheet.setAttribute("viewBox", `0 0 ${wide} ${high}`);
  for (const each of sheet.querySelectorAll(":scope > rect, :scope > image")) {
    each.setAttribute("width", wide);
    each.setAttribute("height", high);
  }
  let way = "";
  for (let x = square; x < wide; x += square) way += `M${x} 0V${high}`;
  for (let y = square; y < high; y += square) way += `M0 ${y}H${wide}`;
  part("path", { d: way }, grid);
}
function group(line) {
  const made = part("g", { tabindex: "0", role: "button" }, shapes);
  part("rect", { rx: 3 }, made);
  part("text", { class: "plan-number" }, made);
  part("rect", { class: "plan-corner", width: square, height: square }, made);
  made.addEventListener("focus", () => choose(line, true));
  made.addEventListener("keydown", (event) => pressed(event, line));
  drawn.set(line, made);
  return made;
}
function draw() {
  let count = 0;
  for (const line of all()) {
    const isOn = isThere(line);
    line.hidden = !isOn && !line.contains(document.activeElement) && !line.querySelector(".error");
    if (!isOn) {
      drawn.get(line)?.remove();
      drawn.delete(line);
      continue;
    }
    count += 1;
    const here = drawn.get(line) || group(line);
    const [x, y, width, height] = MEASURES.map((name) => number(line, name) * square);
    const [body, text, corner] = here.children;
    here.setAttribute("class", `plan-shape is-${field(line, "kind").value}${here === chosen() ? " is-current" : ""}`);
    here.setAttribute("aria-label", `${count} ${label(line)}`);
    Object.entries({ x, y, width, height }).forEach(([key, value]) => body.setAttribute(key, value));
    text.setAttribute("x", x + width / 2);
    text.setAttribute("y", y + height / 2);
    text.textContent = count;
    corner.setAttribute("x", x + width - square / 2);
    corner.setAttribute("y", y + height - square / 2);
    line.querySelector("[data-legend]").textContent = `${count} ${label(line)}`;
    const ends = [field(line, "call_from").value.trim(), field(line, "call_to").value.trim()];
    line.querySelector("[data-range]").textContent = [...new Set(ends)].filter(Boolean).join(" – ");
  }
}

let current = null;
const chosen = () => (current ? drawn.get(current) : null);
// Chosen on the sheet, a shape opens its fields and closes those of the others.
function choose(line, opens = false) {
  current = line;
  editButton.hidden = false;
  if (opens) for (const each of all()) each.open = each === line || each.querySelector(".error") !== null;
  for (const each of all()) each.classList.toggle("is-current", each === line);
  for (const each of shapes.children) each.classList.toggle("is-current", each === drawn.get(line));
}

// -- moving and sizing stay on the sheet
function put(line, values) {
  const width = Math.min(Math.max(values.width, 1), across());
  const height = Math.min(Math.max(values.height, 1), down());
  field(line, "width").value = width;
  field(line, "height").value = height;
  field(line, "x").value = Math.min(Math.max(values.x, 0), across() - width);
  field(line, "y").value = Math.min(Math.max(values.y, 0), down() - height);
}
const measured = (line) => Object.fromEntries(MEASURES.map((name) => [name, number(line, name)]));

function edit(line) {
  line.open = true;
  field(line, "label").focus();
  field(line, "label").select();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function pressed(event, line) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  if (arrow) {
    const [right, below] = arrow;
    const values = measured(line);
    remember();
    put(line, event.shiftKey
      ? { ...values, width: values.width + right, height: values.height + below }
      : { ...values, x: values.x + right, y: values.y + below });
    draw();
    said(sheet.dataset.moved, line);
  } else if (event.key === "Delete" || event.key === "Backspace") {
    remember();
    said(sheet.dataset.gone, line);
    const others = [...shapes.children];
    const next = others[others.indexOf(drawn.get(line)) + 1] || others[0];
    field(line, "DELETE").checked = true;
    draw();
    (next?.isConnected ? next : form.querySelector("[data-add]")).focus();
  } else if (event.key === "Enter") {
    edit(line);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
form.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey && !typing) {
    event.preventDefault();
    undo();
  }
  if (event.key === "Enter" && typing && drawn.has(typing.closest("[data-shape]"))) {
    event.preventDefault(); // a label is done: back to its shape, and the plan is not sent yet
    draw();
    drawn.get(typing.closest("[data-shape]")).focus();
  }
});

// -- a new shape takes the first blank line, else a new one
function blank() {
  const found = all().find((line) => label(line) === "" && !field(line, "DELETE").checked);
  if (found) return found;
  const made = form.querySelector("[data-blank]").content.cloneNode(true).firstElementChild;
  const count = Number(total.value);
  for (const each of [made, ...made.querySelectorAll("*")]) {
    for (const attribute of [...each.attributes]) {
      if (attribute.value.includes("__prefix__")) each.setAttribute(attribute.name, attribute.value.replaceAll("__prefix__", count));
    }
  }
  total.value = count + 1;
  lines.append(made);
  return made;
}
function free(width, height) {
  const there = all().filter(isThere).map(measured);
  for (let y = 1; y + height <= down(); y += 1) {
    for (let x = 1; x + width <= across(); x += 1) {
      const meets = there.some((one) => x < one.x + one.width + 1 && one.x < x + width + 1 && y < one.y + one.height + 1 && one.y < y + height + 1);
      if (!meets) return { x, y, width, height };
    }
  }
  return { x: 0, y: 0, width, height };
}
function add(kind, values) {
  remember();
  const line = blank();
  const word = [...field(line, "kind").options].find((one) => one.value === kind).textContent;
  const same = all().filter((one) => isThere(one) && field(one, "kind").value === kind).length;
  field(line, "kind").value = kind;
  field(line, "label").value = `${word} ${same + 1}`;
  put(line, values || free(...USUAL[kind]));
  draw();
  drawn.get(line).focus();
  said(sheet.dataset.moved, line);
}

// -- mouse, pen and finger
function spot(event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
  return { x: at.x / square, y: at.y / square };
}
sheet.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  const hit = event.target.closest(".plan-shape");
  const line = [...drawn].find(([, one]) => one === hit)?.[0];
  if (!line && event.pointerType === "touch") return; // a finger beside a shape scrolls the page
  const sizes = event.target.classList.contains("plan-corner");
  held = { line, sizes, from: spot(event), values: line ? measured(line) : null, moved: false };
  sheet.setPointerCapture(event.pointerId);
  if (line) {
    event.preventDefault();
    drawn.get(line).focus({ preventScroll: true });
  }
});
sheet.addEventListener("pointermove", (event) => {
  if (!held) return;
  const at = spot(event);
  const right = Math.round(at.x - held.from.x);
  const below = Math.round(at.y - held.from.y);
  if (!held.moved && !right && !below) return;
  if (!held.line) {
    const x = Math.floor(Math.min(at.x, held.from.x));
    const y = Math.floor(Math.min(at.y, held.from.y));
    const values = { x, y, width: Math.abs(right) || 1, height: Math.abs(below) || 1 };
    if (!held.moved) {
      add("shelf", values);
      held.made = current;
    } else put(held.made, values);
  } else {
    if (!held.moved) remember();
    const { x, y, width, height } = held.values;
    put(held.line, held.sizes ? { x, y, width: width + right, height: height + below } : { x: x + right, y: y + below, width, height });
  }
  held.moved = true;
  draw();
});
function letGo() {
  if (held?.moved) said(sheet.dataset.moved, held.line || held.made);
  held = null;
}
sheet.addEventListener("pointerup", letGo);
sheet.addEventListener("pointercancel", letGo);

// -- the lines, the tools
lines.addEventListener("focusin", (event) => {
  const line = event.target.closest("[data-shape]");
  if (line && line !== current) choose(line);
});
lines.addEventListener("change", () => draw());
form.querySelector("[name=width]").addEventListener("change", () => { drawGrid(); draw(); });
form.querySelector("[name=height]").addEventListener("change", () => { drawGrid(); draw(); });
for (const button of form.querySelectorAll("[data-add]")) button.addEventListener("click", () => add(button.dataset.add));
undoButton.addEventListener("click", undo);
editButton.addEventListener("click", () => edit(current));

form.querySelector("[data-tools]").hidden = false;
shapes.replaceChildren();
drawGrid();
draw();
