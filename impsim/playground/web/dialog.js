/* The one dialog of the page, the theme, and how elements are found. */
import { make } from "./viewer/cards.js";

const THEMES = ["auto", "light", "dark"];

export function byId(id) {
  return document.getElementById(id);
}

const KEYS = [
  ["Ctrl Enter", "run the programs from power-on, also from inside the editor"],
  ["Escape, then Tab", "leave the editor; Tab alone indents"],
  ["p", "play and pause"],
  ["n", "on to the next event"],
  ["← →", "on the slider: back and on in time; on the tabs: device and agent"],
  ["↑ ↓", "in the list of events: the one before, the one after"],
  ["?", "this"],
];

export class Dialog {
  constructor() {
    this.element = byId("dialog");
    byId("dialog-close").addEventListener("click", () => this.element.close());
    this.element.addEventListener("click", (event) => event.target === this.element && this.element.close());
  }

  show(title, ...content) {
    byId("dialog-title").textContent = title;
    byId("dialog-body").replaceChildren(...content);
    this.element.showModal();
  }

  keys() {
    this.show("Keys", make("dl", {}, ...KEYS.flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)])));
  }

  link(href, copied) {
    const field = make("input", { readonly: "", "aria-label": "Link", value: href });
    this.show("A link to this experiment",
      make("p", {}, copied ? "It is in the clipboard. " : "", "The programs are in the link itself: nothing is stored anywhere."),
      field, make("p", { class: "note" }, `${href.length} characters`));
    field.focus();
    field.select();
  }
}

/** A button that goes through the themes. */
export function theme(button, onChange) {
  const set = (name) => {
    document.documentElement.dataset.theme = name;
    button.textContent = `Theme: ${name}`;
    keep("impsim-theme", name);
    onChange();
  };
  button.addEventListener("click", () => set(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
  set(THEMES.includes(kept("impsim-theme")) ? kept("impsim-theme") : "auto");
}

/* A browser may refuse to keep anything: then it is forgotten. */

export function kept(name) {
  try {
    return window.localStorage.getItem(name);
  } catch (error) {
    return null;
  }
}

export function keep(name, value) {
  try {
    window.localStorage.setItem(name, value);
  } catch (error) { /* forgotten */ }
}
