/* The list of what has happened up to the latest moment, and what is known of the event at the moment shown. */
import { make } from "./viewer/cards.js";
import { EventList, FILTERS, categoryWord } from "./viewer/eventlist.js";
import { categoryOf, describe, shown, sideOf, stackOf, timeText } from "./viewer/state.js";
import { byId } from "./dialog.js";

const OFF = ["network", "value", "bus", "api", "device"]; // at first
const SPOKEN_AFTER_MS = 400;
const PROGRAM = /^(device|agent)\.nut$/;

export class Log {
  /** onPick(index): an event is chosen.  onPlace(side, line): somebody wants to see the source. */
  constructor(onPick, onPlace) {
    this.onPlace = onPlace;
    this.on = new Set(FILTERS.map(([name]) => name).filter((name) => !OFF.includes(name)));
    this.list = new EventList(byId("events"), [], {}, onPick);
    byId("events").addEventListener("keydown", (event) => this.key(event, onPick));
    byId("search").addEventListener("input", () => this.list.search(byId("search").value.trim().toLowerCase()));
    this.buildFilters();
    this.clear();
  }

  buildFilters() {
    byId("filters").replaceChildren(...FILTERS.map(([name, label]) => {
      const box = make("input", { type: "checkbox", "data-filter": name });
      box.checked = this.on.has(name);
      box.addEventListener("change", () => {
        this.on[box.checked ? "add" : "delete"](name);
        this.choose();
      });
      return make("label", { class: "filter" }, box, label);
    }));
  }

  clear() {
    this.take([], {});
    this.show(-1, -1, true);
  }

  /** The events of another run. */
  take(events, forms) {
    this.events = events;
    this.forms = forms;
    this.list.renew(events, forms);
    this.choose();
  }

  choose() {
    const categories = new Set(FILTERS.filter(([name]) => this.on.has(name)).flatMap(([, , own]) => own));
    this.chosen = [];
    this.events.forEach((event, index) => categories.has(categoryOf(event)) && this.chosen.push(index));
    this.count = -1;
    if (this.index !== undefined) this.show(this.index, this.latest, true);
  }

  /** How many of those chosen there are up to an index. */
  upTo(index) {
    let low = 0;
    let high = this.chosen.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.chosen[middle] <= index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The first of those chosen after an index; -1 if there is none. */
  after(index) {
    return this.chosen[this.upTo(index)] ?? -1;
  }

  /** index: of the moment shown.  latest: of the latest moment. */
  show(index, latest, quiet) {
    const count = this.upTo(latest);
    if (count === this.count && index === this.index) return;
    if (count !== this.count) this.list.filter(this.chosen.slice(0, count));
    this.count = count;
    this.index = index;
    this.latest = latest;
    this.list.show(index);
    byId("none").hidden = count > 0;
    const event = this.events[this.chosen[this.upTo(index) - 1]];
    byId("moment").replaceChildren(...(event ? this.told(event) : [make("p", { class: "note" }, "Before power-on.")]));
    if (!quiet) this.speak(event);
  }

  speak(event) {
    clearTimeout(this.speaking);
    if (!event) return;
    const said = `${timeText(event.t_us)}: ${categoryWord(event)}, ${describe(event, this.forms).slice(0, 200)}`;
    this.speaking = setTimeout(() => { byId("spoken").textContent = said; }, SPOKEN_AFTER_MS);
  }

  told(event) {
    const fields = Object.entries(event).filter(([name]) => !["t_us", "device", "kind", "at", "backtrace"].includes(name));
    const stack = stackOf(event).map(([name, path, line]) => {
      const side = PROGRAM.exec(path);
      if (!side) return make("li", {}, `${name}() ${path}:${line}`);
      const button = make("button", { type: "button" }, `${name}() ${path}:${line}`);
      button.addEventListener("click", () => this.onPlace(side[1], line));
      return make("li", {}, button);
    });
    return [
      make("p", { class: `headline ${categoryOf(event)}` },
        make("span", { class: "kind" }, `${timeText(event.t_us)} ${event.device || "world"} ${event.kind}`), " ", describe(event, this.forms).slice(0, 2000)),
      event.kind === "net.info" ? "" : make("dl", { class: "fields" }, ...fields.flatMap(([name, value]) => [
        make("dt", {}, name), make("dd", {}, typeof value === "string" ? value : shown(value)),
      ])),
      stack.length ? make("ol", { class: "stack", "aria-label": `call stack of the ${sideOf(event)}, innermost first` }, ...stack) : "",
    ];
  }

  key(event, onPick) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const place = this.upTo(this.index) - 1;
    const index = this.chosen[Math.max(0, Math.min(event.key === "ArrowDown" ? place + 1 : place - 1, this.count - 1))];
    if (index !== undefined) onPick(index);
  }
}
