/* The clock, its buttons and its slider. */
import { make } from "./viewer/cards.js";
import { timeText } from "./viewer/state.js";
import { byId } from "./dialog.js";
import { SPEEDS } from "./playback.js";

const BUTTONS = ["restart", "back", "play", "next", "live"];

export class TimeBar {
  constructor(playback, { next, restart }) {
    this.playback = playback;
    const pausing = (act) => () => {
      playback.pause();
      act();
    };
    const acts = {
      restart: pausing(restart), back: pausing(() => playback.go(playback.t_us - 5e6)), next,
      live: () => playback.go(playback.latest_us), play: () => (playback.playing ? playback.pause() : playback.play()),
    };
    for (const [id, act] of Object.entries(acts)) byId(id).addEventListener("click", act);
    byId("slider").addEventListener("input", pausing(() => playback.go(Number(byId("slider").value) * 1000)));
    byId("speed").replaceChildren(...SPEEDS.map((speed) => make("option", { value: speed }, speed === 1 ? "real time" : `${speed} ×`)));
    byId("speed").value = String(playback.speed);
    byId("speed").addEventListener("change", () => { playback.speed = Number(byId("speed").value); });
    this.enable(false);
  }

  enable(on) {
    for (const id of [...BUTTONS, "slider"]) byId(id).disabled = !on;
    if (!on) this.stopped("");
  }

  /** Why the run does not go on. */
  stopped(reason) {
    byId("halt").hidden = !reason;
    byId("halt").textContent = reason ? `It ends at ${timeText(this.playback.end_us)}: ${reason}.` : "";
  }

  show() {
    const { t_us, latest_us, playing } = this.playback;
    byId("now").textContent = timeText(Math.floor(t_us / 1000) * 1000);
    byId("play").textContent = playing ? "Pause" : "Play";
    const slider = byId("slider");
    slider.max = String(Math.floor(latest_us / 1000));
    slider.value = String(Math.floor(t_us / 1000));
    slider.setAttribute("aria-valuetext", timeText(Math.floor(t_us / 1000) * 1000));
  }
}
