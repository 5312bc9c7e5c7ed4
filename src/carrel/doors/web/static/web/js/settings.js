// The settings page: hear one sound, or all of them one after the other, as loud as the slider says; install Carrel where
// the browser offers it.
import { play, wake } from "./sounds.js";

const slider = document.querySelector("[name='desk_volume']");
const loudness = () => (slider ? Number(slider.value) / 100 : 1);

for (const button of document.querySelectorAll("[data-sound]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    wake();
    const names = button.dataset.sound.split(" ");
    names.forEach((name, place) => setTimeout(() => play(name, loudness()), place * 700));
  });
}

const install = document.querySelector("[data-install]");
addEventListener("beforeinstallprompt", (offer) => {
  offer.preventDefault();
  install.hidden = false;
  install.addEventListener("click", () => offer.prompt(), { once: true });
});
addEventListener("appinstalled", () => {
  install.hidden = true;
});
