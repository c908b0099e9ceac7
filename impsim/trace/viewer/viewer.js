/* The page of one trace: a cursor among its events, and what is known at it. */
import { Cards, make } from "./cards.js";
import { EventList, FILTERS, categoryWord } from "./eventlist.js";
import { History, categoryOf, describe, resolve, shown, sideOf, stackOf, timeText } from "./state.js";
import { Timeline } from "./timeline.js";

const LANDMARKS = ["log", "error", "message", "fault"]; // that PageUp and PageDown stop at
const LINES_AROUND = 6;
const SPOKEN_AFTER_MS = 250;
const THEMES = ["auto", "light", "dark"];

class Viewer {
  constructor(trace) {
    this.trace = trace;
    resolve(trace);
    this.events = trace.events.filter((event) => event.kind !== "source");
    this.sources = sourcesOf(trace.events);
    this.history = new History(trace.devices);
    for (const event of this.events) this.history.push(event);
    this.end_us = Math.max(trace.end_us, this.events.length ? this.events[this.events.length - 1].t_us : 0);
    this.index = -1;
    this.t_us = 0;
    this.frame = null;
    this.on = new Set(FILTERS.filter(([, , , on]) => on).map(([name]) => name));
    this.only = "";
    this.landmarks = this.indicesOf((event) => LANDMARKS.includes(categoryOf(event)));
    this.build();
    this.start();
  }

  indicesOf(wanted) {
    const found = [];
    this.events.forEach((event, index) => wanted(event) && found.push(index));
    return found;
  }

  build() {
    const header = this.trace.header;
    const name = header.test ? `${header.scenario ? `${header.scenario} ` : ""}${header.test}` : this.trace.title;
    document.title = `${name} – impsim`;
    byId("title").textContent = name;
    byId("about").textContent = [
      `${timeText(this.end_us)} of virtual time`, `${this.events.length} events`,
      header.seed !== undefined ? `seed ${shown(header.seed)}` : "",
    ].filter(Boolean).join(" · ");
    this.cards = new Cards(byId("cards"), this.trace.devices);
    this.list = new EventList(byId("events"), this.events, this.trace.forms, (index) => this.go(index));
    this.timeline = new Timeline(byId("timeline"), this.events, this.trace.devices, this.end_us, (t_us) => this.goTo(t_us));
    this.buildFilters();
    this.listen();
  }

  buildFilters() {
    const boxes = FILTERS.map(([name, label, categories]) => {
      const count = this.events.filter((event) => categories.includes(categoryOf(event))).length;
      const box = make("input", { type: "checkbox", "data-filter": name });
      box.checked = this.on.has(name);
      box.addEventListener("change", () => {
        if (box.checked) this.on.add(name);
        else this.on.delete(name);
        this.refilter();
      });
      return make("label", { class: "filter" }, box, `${label} `, make("span", { class: "count" }, String(count)));
    });
    byId("filters").replaceChildren(...boxes);
    const choice = byId("device");
    choice.append(...this.trace.devices.map((device) => make("option", { value: device.name }, device.name)));
    choice.parentElement.hidden = this.trace.devices.length < 2;
    choice.addEventListener("change", () => {
      this.only = choice.value;
      this.refilter();
    });
    this.refilter();
  }

  refilter() {
    const categories = new Set(FILTERS.filter(([name]) => this.on.has(name)).flatMap(([, , own]) => own));
    this.filtered = this.indicesOf((event) => categories.has(categoryOf(event))
      && (!this.only || event.device === this.only || event.device === ""));
    this.list.filter(this.filtered);
    this.list.show(this.index);
    byId("none").hidden = this.filtered.length > 0;
  }

  start() {
    const wanted = /^#t=(\d+)$/.exec(window.location.hash);
    if (wanted) this.goTo(Number(wanted[1]));
    else this.go(-1);
    this.draw();
  }

  /* Moving */

  /** To the moment just after an event. */
  go(index) {
    this.index = Math.max(-1, Math.min(index, this.events.length - 1));
    this.t_us = this.index < 0 ? 0 : this.events[this.index].t_us;
    this.schedule();
  }

  /** To a time, after all that has happened by then. */
  goTo(t_us) {
    this.index = this.history.indexAt(t_us);
    this.t_us = Math.max(0, Math.min(t_us, this.end_us));
    this.schedule();
  }

  /** To the next one of sorted indices after the cursor, or before it. */
  step(indices, forward) {
    let low = 0;
    let high = indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (forward ? indices[middle] <= this.index : indices[middle] < this.index) low = middle + 1;
      else high = middle;
    }
    const place = forward ? low : low - 1;
    if (place >= 0 && place < indices.length) this.go(indices[place]);
    else if (!forward) this.go(-1);
  }

  schedule() {
    if (this.frame === null) this.frame = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = null;
    const state = this.history.at(this.index);
    const event = this.events[this.index];
    this.cards.show(state, event ? event.device : "");
    this.timeline.show(this.t_us);
    this.list.show(this.index);
    this.showMoment(event);
    this.showEvent(event, state);
    this.speak(event);
    this.remember();
  }

  showMoment(event) {
    const slider = byId("slider");
    slider.max = String(Math.ceil(this.end_us / 1000));
    slider.value = String(Math.floor(this.t_us / 1000));
    slider.setAttribute("aria-valuetext", this.spoken(event));
    byId("now").textContent = timeText(this.t_us);
    byId("of").textContent = `event ${this.index + 1} of ${this.events.length}`;
  }

  spoken(event) {
    if (!event) return "before power-on";
    return `${timeText(this.t_us)}: ${categoryWord(event)}, ${event.device || "world"}, ${describe(event, this.trace.forms).slice(0, 200)}`;
  }

  speak(event) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => { byId("live").textContent = this.spoken(event); }, SPOKEN_AFTER_MS);
  }

  remember() {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      try {
        window.history.replaceState(null, "", `#t=${Math.round(this.t_us)}`);
      } catch (error) { /* a page in a sandbox has no address of its own */ }
    }, SPOKEN_AFTER_MS);
  }

  /* The event at the cursor */

  showEvent(event, state) {
    const holder = byId("event");
    if (!event) {
      holder.replaceChildren(make("p", { class: "note" }, "Before power-on. Press → for the first event, ? for all keys."));
      return;
    }
    const fields = Object.entries(event).filter(([name]) => !["t_us", "device", "kind", "at", "backtrace"].includes(name));
    holder.replaceChildren(
      make("p", { class: `headline ${categoryOf(event)}` },
        make("span", { class: "kind" }, `${event.device || "world"} ${event.kind}`), " ", describe(event, this.trace.forms).slice(0, 2000)),
      event.kind === "net.info" ? "" : make("dl", { class: "fields" }, ...fields.flatMap(([name, value]) => [
        make("dt", {}, name), make("dd", {}, typeof value === "string" ? value : shown(value)),
      ])),
      this.sourceView(event, state));
  }

  /** Where the program stood: at this event, or when it was last seen. */
  sourceView(event, state) {
    const device = Object.hasOwn(state.devices, event.device) ? state.devices[event.device] : null;
    const stackHere = stackOf(event);
    const own = stackHere.length > 0;
    const place = own ? { stack: stackHere, t_us: event.t_us, side: sideOf(event) } : device && device.place;
    if (!place) return make("p", { class: "note" }, "No program was seen at work yet.");
    const when = own ? "" : `last seen at ${timeText(place.t_us)}`;
    const view = make("div", { class: "source" });
    const frames = place.stack.map(([name, path, line], depth) => {
      const button = make("button", { type: "button", "aria-pressed": depth === 0 }, `${name}() ${path}:${line}`);
      button.addEventListener("click", () => {
        for (const one of stack.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
        this.fillSource(view, event.device, path, line);
      });
      return make("li", {}, button);
    });
    const stack = make("ol", { class: "stack", "aria-label": "call stack, innermost first" }, ...frames);
    this.fillSource(view, event.device, place.stack[0][1], place.stack[0][2]);
    const title = make("h3", {}, place.side === "agent" ? "Source of the agent " : "Source ", when ? make("span", { class: "more" }, when) : null);
    return make("div", { class: own ? "" : "earlier" }, title, view, stack);
  }

  fillSource(view, device, path, line) {
    const lines = findSource(this.sources.get(device), path);
    if (!lines) {
      view.replaceChildren(make("p", { class: "note" }, `${path}:${line} (its text is not in this trace)`));
      return;
    }
    const first = Math.max(1, line - LINES_AROUND);
    const rows = lines.slice(first - 1, line + LINES_AROUND).map((text, offset) => {
      const number = first + offset;
      const here = number === line;
      return make("div", { class: here ? "line here" : "line", "aria-current": here ? "true" : false },
        make("span", { class: "number" }, String(number)), make("code", {}, text || " "));
    });
    view.replaceChildren(make("div", { class: "code scrolls", tabindex: "0", role: "region", "aria-label": `${path}, line ${line}` }, ...rows));
  }

  /* Keys, pointers, search */

  listen() {
    const slider = byId("slider");
    slider.addEventListener("input", () => this.goTo(Number(slider.value) * 1000 + 999));
    document.addEventListener("keydown", (event) => this.key(event));
    byId("search").addEventListener("input", () => this.search());
    byId("search").addEventListener("keydown", (event) => this.searchKey(event));
    for (const [id, act] of Object.entries(this.buttons())) byId(id).addEventListener("click", act);
    byId("help-dialog").addEventListener("click", (event) => {
      if (event.target === byId("help-dialog")) byId("help-dialog").close();
    });
    this.theme(stored("impsim-theme") || "auto");
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.timeline.repaint());
  }

  buttons() {
    return {
      first: () => this.go(-1),
      previous: () => this.step(this.filtered, false),
      next: () => this.step(this.filtered, true),
      last: () => this.go(this.events.length - 1),
      "previous-mark": () => this.step(this.landmarks, false),
      "next-mark": () => this.step(this.landmarks, true),
      "zoom-in": () => this.timeline.zoom(0.5),
      "zoom-out": () => this.timeline.zoom(2),
      fit: () => this.timeline.fit(),
      theme: () => this.theme(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme || "auto") + 1) % THEMES.length]),
      help: () => byId("help-dialog").showModal(),
      "help-close": () => byId("help-dialog").close(),
      "previous-match": () => this.findNext(false),
      "next-match": () => this.findNext(true),
    };
  }

  key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || byId("help-dialog").open) return;
    if (event.target.matches("input[type=search], select, textarea")) return;
    const scrolls = event.target.closest(".scrolls");
    const keys = this.keys(event);
    const act = keys[event.key];
    if (!act || (scrolls && VERTICAL.has(event.key))) return;
    if (NEEDS_LIST.has(event.key) && !event.target.closest("#events")) return;
    event.preventDefault();
    act();
  }

  keys(event) {
    const { buttons, landmarks, filtered } = { buttons: this.buttons(), landmarks: this.landmarks, filtered: this.filtered };
    const by = (seconds) => () => this.goTo(this.t_us + seconds * 1e6);
    const faults = () => this.indicesOf((one) => ["fault", "error"].includes(categoryOf(one)));
    return {
      ArrowRight: event.shiftKey ? by(1) : () => this.step(filtered, true),
      ArrowLeft: event.shiftKey ? by(-1) : () => this.step(filtered, false),
      ArrowDown: () => this.step(filtered, true),
      ArrowUp: () => this.step(filtered, false),
      PageDown: () => this.step(landmarks, true),
      PageUp: () => this.step(landmarks, false),
      Home: buttons.first, End: buttons.last,
      "]": () => this.step(faults(), true), "[": () => this.step(faults(), false),
      "+": buttons["zoom-in"], "=": buttons["zoom-in"], "-": buttons["zoom-out"], 0: buttons.fit,
      "/": () => byId("search").focus(), n: () => this.findNext(true), N: () => this.findNext(false),
      t: buttons.theme, "?": buttons.help,
    };
  }

  search() {
    const needle = byId("search").value.trim().toLowerCase();
    this.list.search(needle);
    this.found = needle ? this.filtered.filter((index) => this.list.matches(index)) : [];
    byId("matches").textContent = needle ? `${this.found.length} of ${this.filtered.length}` : "";
  }

  searchKey(event) {
    if (event.key === "Enter") this.findNext(!event.shiftKey);
    else if (event.key === "Escape") {
      byId("search").value = "";
      this.search();
      byId("events").focus();
    } else return;
    event.preventDefault();
  }

  findNext(forward) {
    this.search();
    if (this.found.length) this.step(this.found, forward);
  }

  theme(name) {
    document.documentElement.dataset.theme = name;
    byId("theme").textContent = `Theme: ${name}`;
    store("impsim-theme", name);
    this.timeline.repaint();
  }
}

const VERTICAL = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);
const NEEDS_LIST = new Set(["ArrowUp", "ArrowDown"]);

function byId(id) {
  return document.getElementById(id);
}

/** device -> path -> lines. */
function sourcesOf(events) {
  const found = new Map();
  for (const event of events) {
    if (event.kind !== "source") continue;
    if (!found.has(event.device)) found.set(event.device, new Map());
    found.get(event.device).set(String(event.path), String(event.text).split(/\r\n|\r|\n/));
  }
  return found;
}

/** The lines of a file, which a stack may call by a longer path. */
function findSource(files, path) {
  if (!files) return null;
  if (files.has(path)) return files.get(path);
  for (const [known, lines] of files) if (path.endsWith(`/${known}`)) return lines;
  return null;
}

/* A page opened from a file may have nothing to store into. */

function stored(name) {
  try {
    const found = window.localStorage.getItem(name);
    return THEMES.includes(found) ? found : null;
  } catch (error) {
    return null;
  }
}

function store(name, value) {
  try {
    window.localStorage.setItem(name, value);
  } catch (error) { /* then it is forgotten */ }
}

const began = performance.now();
window.impsimViewer = new Viewer(JSON.parse(byId("trace").textContent));
performance.measure("impsim-viewer", { start: 0, end: performance.now() });
document.documentElement.dataset.ready = String(Math.round(performance.now() - began));
