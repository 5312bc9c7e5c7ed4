// The camera reads a barcode into any scan box (a field with data-scan-box) and sends its form, as a scanner does.
// data-scan-box="fill" is one field of several: it is filled, and nothing is sent. A box of many lines gets one more line.
// Buttons appear where there is a camera and a page may use it (https or this machine). Pictures never leave the device.
// Without this file every box is typed or scanned into.

const holder = document.getElementById("camera");
const REST = 120; // ms between two looks: a phone stays cool, a hand sees no wait
const AGAIN = 1500; // ms a code must have been out of sight before it counts anew
const HINT_AFTER = 4000; // ms without a code until a word of help
const WANTED = ["codabar", "code_128", "code_39", "ean_13", "itf", "qr_code"];
const KEPT = "carrel.camera"; // the page whose camera was open when its form was sent
const KEPT_FOR = 20000; // ms
// Symbols that a blurred picture can feign (no check sign of their own) are believed when seen twice.
const FEIGNED = new Set(["codabar", "code_39", "itf"]);

async function begin() {
  if (!holder || !navigator.mediaDevices?.getUserMedia) return;
  const devices = await navigator.mediaDevices.enumerateDevices();
  if (!devices.some((device) => device.kind === "videoinput")) return;
  addButtons();
  new MutationObserver(addButtons).observe(document.body, { childList: true, subtree: true }); // parts of a page are replaced
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (kept?.page === location.pathname && Date.now() - kept.at < KEPT_FOR && boxOf(kept.box)) open(kept.box);
}

function addButtons() {
  for (const box of document.querySelectorAll("[data-scan-box]:not([data-camera])")) {
    box.dataset.camera = "";
    const button = holder.content.querySelector("[data-camera-open]").cloneNode(true);
    box.after(button);
    button.addEventListener("click", () => open(box.id));
  }
}

function boxOf(id) {
  return document.getElementById(id);
}

// ---------------------------------------------------------------- readers: the browser's own, else zxing in a worker

async function ownReader() {
  if (!("BarcodeDetector" in window)) return null;
  const able = await BarcodeDetector.getSupportedFormats();
  if (!WANTED.every((format) => able.includes(format))) return null;
  const detector = new BarcodeDetector({ formats: WANTED });
  return {
    read: async (video) => (await detector.detect(video)).map((each) => ({ text: each.rawValue, format: each.format })),
    close: () => {},
  };
}

function zxingReader() {
  const worker = new Worker(holder.dataset.worker);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  worker.postMessage({ reader: holder.dataset.reader, wasm: holder.dataset.wasm });
  return {
    read: (video) =>
      new Promise((done, broken) => {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        pen.drawImage(video, 0, 0);
        const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
        worker.onmessage = (answer) => (answer.data.broken ? broken(new Error(answer.data.broken)) : done(answer.data.found));
        worker.onerror = (event) => broken(new Error(event.message));
        worker.postMessage({ picture }, [picture.data.buffer]);
      }),
    close: () => worker.terminate(),
  };
}

// ---------------------------------------------------------------- what was seen

// A code is told once while it stays in sight; feigned ones when two looks agree.
class Sight {
  seen = new Map(); // text → when it was last in sight
  once = "";

  told(found, now) {
    const fresh = [];
    for (const { text, format } of found) {
      const last = this.seen.get(text);
      const sure = !FEIGNED.has(format) || this.once === text || last !== undefined;
      if (sure && (last === undefined || now - last > AGAIN)) fresh.push(text);
      if (sure) this.seen.set(text, now);
    }
    this.once = found[0]?.text ?? "";
    return fresh;
  }
}

// ---------------------------------------------------------------- the window with the picture

async function open(box) {
  if (document.querySelector("dialog.camera")) return;
  const dialog = holder.content.querySelector("dialog").cloneNode(true);
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const video = dialog.querySelector("video");
  document.body.append(dialog);
  dialog.show(); // beside the page and not over it: what became of a scan is seen there
  part("camera-close").focus();
  const state = { device: 0, stream: null, reader: null, ended: false };

  function end() {
    state.ended = true;
    stop(state.stream);
    state.reader?.close();
    dialog.remove();
    sessionStorage.removeItem(KEPT);
    boxOf(box)?.focus();
  }
  dialog.addEventListener("close", end);
  part("camera-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());

  const cameras = (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "videoinput");
  const other = part("camera-other");
  other.hidden = cameras.length < 2;
  other.addEventListener("click", async () => {
    state.device = (state.device + 1) % cameras.length;
    await look(cameras[state.device].deviceId);
  });

  async function look(device) {
    stop(state.stream);
    const wish = device ? { deviceId: { exact: device } } : { facingMode: "environment" };
    try {
      state.stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { ...wish, width: { ideal: 1280 }, height: { ideal: 720 } } });
    } catch (reason) {
      say(reason.name === "NotAllowedError" ? "refused" : "broken");
      return false;
    }
    if (state.ended) stop(state.stream);
    video.srcObject = state.stream;
    await video.play();
    helps(state.stream.getVideoTracks()[0]);
    return true;
  }

  // Light and zoom, where the camera has them.
  function helps(track) {
    const able = track.getCapabilities?.() ?? {};
    const torch = part("camera-torch");
    torch.hidden = !able.torch;
    torch.onclick = async () => {
      const on = torch.getAttribute("aria-pressed") !== "true";
      await track.applyConstraints({ advanced: [{ torch: on }] });
      torch.setAttribute("aria-pressed", String(on));
    };
    const zoom = part("camera-zoom");
    zoom.hidden = !able.zoom;
    if (!able.zoom) return;
    const slider = zoom.querySelector("input");
    Object.assign(slider, { min: able.zoom.min, max: able.zoom.max, step: able.zoom.step || 0.1, value: track.getSettings().zoom });
    slider.oninput = () => track.applyConstraints({ advanced: [{ zoom: Number(slider.value) }] });
  }

  function say(name, text = "") {
    const line = part("camera-say");
    line.textContent = line.dataset[name] + (text && ` ${text}`);
    dialog.dataset.state = name;
  }

  say("begin");
  if (!(await look(""))) return;
  try {
    state.reader = (await ownReader()) ?? zxingReader();
    await watch();
  } catch (reason) {
    say("broken");
    throw reason;
  }

  async function watch() {
    const sight = new Sight();
    let since = performance.now();
    say("ready");
    while (!state.ended) {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        const found = await state.reader.read(video);
        const now = performance.now();
        for (const text of state.ended ? [] : sight.told(found, now)) {
          since = now;
          say("read", text);
          if (take(box, text)) return dialog.close();
        }
        if (now - since > HINT_AFTER && dialog.dataset.state !== "steady") say("steady");
      }
      await new Promise((done) => setTimeout(done, REST));
    }
  }
}

// True when the camera has done its work: one field of several is filled.
function take(id, text) {
  const box = boxOf(id);
  if (!box) return false; // the part with the box is being replaced; the code is still in sight and comes again
  navigator.vibrate?.(40);
  const fills = box.dataset.scanBox === "fill";
  if (fills || box instanceof HTMLTextAreaElement) {
    const lines = fills ? [] : box.value.split("\n").filter((line) => line.trim());
    box.value = lines.includes(text) ? box.value : [...lines, text].join("\n") + (fills ? "" : "\n");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return fills;
  }
  box.value = text;
  sessionStorage.setItem(KEPT, JSON.stringify({ page: location.pathname, box: id, at: Date.now() }));
  box.form.requestSubmit();
  return false;
}

function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

begin();
