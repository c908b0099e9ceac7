/* The list of events: only the rows in sight are in the page, so a hundred thousand of them cost nothing. */
import { categoryOf, describe, timeText } from "./state.js";
import { make } from "./cards.js";

const MORE = 8; // rows above and below those in sight

/** Kinds of events that one may want to see: name, label, categories, whether they are shown at first. */
export const FILTERS = [
  ["log", "Logs", ["log", "error"], true], ["message", "Messages", ["message"], true], ["fault", "Faults", ["fault"], true],
  ["network", "Network", ["network"], true], ["value", "Values", ["value"], true], ["bus", "Buses, parts", ["bus"], true], ["api", "Calls", ["api"], false],
  ["device", "Device", ["device"], false],
];

const SELF_EVIDENT = new Set(["log", "error", "fault", "api"]); // their lines need no kind
const SIGNS = { error: "✖", log: "≡", message: "⇄", fault: "◆", api: "ƒ", network: "≈", value: "=", bus: "↔", device: "•" };
const SIGN_WORDS = { error: "error", log: "log", message: "message", fault: "fault", api: "call", network: "network", value: "value", bus: "bus", device: "device" };

export class EventList {
  /** onPick(index): an event is chosen. */
  constructor(element, events, forms, onPick) {
    this.element = element;
    this.events = events;
    this.forms = forms;
    this.onPick = onPick;
    this.shownIndices = [];
    this.current = -1;
    this.needle = "";
    this.space = make("div", { class: "space", role: "presentation" });
    element.replaceChildren(this.space);
    element.addEventListener("scroll", () => this.render(), { passive: true });
    element.addEventListener("click", (event) => {
      const row = event.target.closest("[data-index]");
      if (row) onPick(Number(row.dataset.index));
    });
    new ResizeObserver(() => this.render()).observe(element);
  }

  /** Other events take their place; none is shown until `filter`. */
  renew(events, forms) {
    this.events = events;
    this.forms = forms;
    this.current = -1;
    this.filter([]);
  }

  /** Shows only the events with these indices, in order. */
  filter(indices) {
    this.shownIndices = indices;
    this.rendered = "";
    this.render();
  }

  /** The text that is searched for, in small letters. */
  search(needle) {
    this.needle = needle;
    this.rendered = "";
    this.render();
  }

  matches(index) {
    return this.needle !== "" && this.line(index).toLowerCase().includes(this.needle);
  }

  line(index) {
    const event = this.events[index];
    return `${event.device} ${event.kind} ${describe(event, this.forms)}`;
  }

  /** The place in the list of an event, or of the last one before it. */
  placeOf(index) {
    let low = 0;
    let high = this.shownIndices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.shownIndices[middle] <= index) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** Marks an event and scrolls to it. */
  show(index) {
    this.current = index;
    const high = this.rowHeight();
    const top = Math.max(0, this.placeOf(index)) * high;
    const view = this.element;
    if (top < view.scrollTop + high || top > view.scrollTop + view.clientHeight - 2 * high) {
      view.scrollTop = top - view.clientHeight / 3;
    }
    this.rendered = "";
    this.render();
  }

  rowHeight() {
    return Math.round(parseFloat(getComputedStyle(this.element).fontSize) * 1.9);
  }

  render() {
    const high = this.rowHeight();
    const first = Math.max(0, Math.floor(this.element.scrollTop / high) - MORE);
    const last = Math.min(this.shownIndices.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / high) + MORE);
    const key = `${first} ${last} ${high}`;
    if (key === this.rendered) return;
    this.rendered = key;
    this.space.style.height = `${this.shownIndices.length * high}px`;
    const place = this.placeOf(this.current);
    const rows = [];
    for (let row = first; row < last; row++) rows.push(this.row(row, high, row === place));
    this.space.replaceChildren(...rows);
    if (place >= first && place < last) this.element.setAttribute("aria-activedescendant", `event-${this.shownIndices[place]}`);
    else this.element.removeAttribute("aria-activedescendant");
  }

  row(place, high, current) {
    const index = this.shownIndices[place];
    const event = this.events[index];
    const category = categoryOf(event);
    const future = index > this.current ? "future" : "";
    const found = this.matches(index) ? "found" : "";
    const row = make("div", {
      id: `event-${index}`, class: `row ${category} ${future} ${found}`, role: "option", "data-index": index,
      "aria-selected": current, "aria-posinset": place + 1, "aria-setsize": this.shownIndices.length,
    },
    make("span", { class: "time" }, timeText(event.t_us)),
    make("span", { class: "sign", "aria-hidden": "true" }, SIGNS[category]),
    make("span", { class: "device" }, event.device || "world"),
    make("span", { class: "said" }, SELF_EVIDENT.has(category) ? null : make("span", { class: "kind" }, `${event.kind} `),
      shortened(describe(event, this.forms))));
    row.style.top = `${place * high}px`;
    row.style.height = `${high}px`;
    return row;
  }
}

function shortened(text) {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

export function categoryWord(event) {
  return SIGN_WORDS[categoryOf(event)];
}
