// The sounds of the desk, made in the browser: sine unless said, 5 ms attack, 20 ms release, all under 400 ms.
// They differ in rhythm and direction, not only in pitch. A new sound cuts the old one off.

const TONES = {
  done: [[880, 0, 60]],
  ask: [[587, 0, 90], [784, 100, 90]],
  refused: [[196, 0, 320, "square"]],
  hold: [[659, 0, 70], [784, 80, 70], [988, 160, 70]],
  away: [[784, 0, 110], [523, 120, 110]],
  fine: [[880, 0, 60], [1319, 120, 60]],
  unknown: [[233, 0, 90, "triangle"], [233, 140, 90, "triangle"]],
  again: [[880, 0, 25]],
};
const GAIN = 0.2;
const HALF = new Set(["again"]);

let context = null;
let playing = [];

// A browser lets no page sound before somebody touched it; the first key or press opens the way.
export function wake() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume();
}
for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, wake, { capture: true, passive: true });

export function hush() {
  for (const tone of playing) {
    try {
      tone.stop();
    } catch (reason) {
      if (!(reason instanceof DOMException)) throw reason; // ended by itself already
    }
  }
  playing = [];
}

export function play(name, loudness = 1, half = false) {
  const tones = TONES[name];
  if (!tones || loudness <= 0 || !context || context.state !== "running") return;
  hush();
  const level = GAIN * loudness * (half || HALF.has(name) ? 0.5 : 1);
  for (const [pitch, after, length, wave = "sine"] of tones) {
    const start = context.currentTime + after / 1000;
    const end = start + length / 1000;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = wave;
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(wave === "square" ? level * 0.5 : level, start + 0.005);
    gain.gain.setValueAtTime(wave === "square" ? level * 0.5 : level, Math.max(start + 0.005, end - 0.02));
    gain.gain.linearRampToValueAtTime(0, end);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(end + 0.01);
    playing.push(tone);
  }
}

export const NAMES = Object.keys(TONES);
