/* Device cards: what is known of each device at a moment, drawn into a page. They are given states of state.js and know
 * nothing of traces or cursors, so a page with a live simulation uses them as they are:
 *
 *     const cards = new Cards(container, history.devices);
 *     cards.show(history.at(index));
 *
 * Everything is made with textContent: what a trace says is text, never markup.
 */
import { pathText, radioPhase, shown, timeText } from "./state.js";

const SVG = "http://www.w3.org/2000/svg";
const MOST_BARS = 4;
const WEAKEST_DBM = [-90, -80, -70, -60]; // of one bar, two ...
const INFO = "imp.net.info()";
const MOST_ROWS = 500; // of a table: a watched expression may be as large as a program's memory
const PHASE_WORDS = { off: "off", failed: "failed", trying: "trying", link: "link up", connected: "connected" };
const WAKE_REASONS = {
  0: "power on", 1: "timer", 2: "software reset", 3: "pin", 4: "new code", 5: "Squirrel error", 6: "new firmware",
  7: "snooze", 8: "hardware reset", 9: "BlinkUp", 10: "restart", 11: "power restored",
};
const CODES = {
  0: "NOT_CONNECTED", 1: "NO_WIFI or NO_LINK", 2: "NO_IP_ADDRESS", 3: "NOT_RESOLVED", 4: "NO_SERVER",
  5: "SERVER_CONNECTED", 6: "NO_PROXY", 7: "NOT_AUTHORISED", 8: "NO_MODEM", 9: "SIM_ERROR", 10: "NO_REGISTRATION",
  11: "REGISTRATION_DENIED", 12: "NO_PPP_CONNECTION",
};

/** An element: make("p", {class: "note", "aria-label": "…"}, "text", child, …). A false attribute is left out. */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  put(made, attributes);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  put(made, attributes);
  made.append(...children);
  return made;
}

function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
}

export class Cards {
  /** devices: as History has them. */
  constructor(container, devices) {
    this.devices = devices;
    this.cards = devices.map((device, index) => new Card(device, index));
    container.replaceChildren(...this.cards.map((card) => card.element));
  }

  /** Shows a state; of the device called active something is happening. */
  show(state, active = "") {
    for (const card of this.cards) card.show(state.devices[card.device.name], card.device.name === active);
  }
}

class Card {
  constructor(device, index) {
    this.device = device;
    this.shown = null;
    this.title = make("h2", { id: `device-${index}` }, device.name);
    const about = [device.model, device.impos && `impOS ${device.impos}`].filter(Boolean).join(" · ");
    this.lights = make("div", { class: "lights" });
    this.rows = make("dl", { class: "facts" });
    this.radios = make("ul", { class: "radios" });
    this.info = section(INFO, "mono");
    this.watches = section("Watched");
    this.parts = section("Parts");
    this.element = make("article", { class: "card", "aria-labelledby": `device-${index}` },
      make("header", {}, make("div", {}, this.title, make("p", { class: "model" }, about)), this.lights),
      make("div", { class: "body" },
        make("div", { class: "column" }, this.rows, this.radios, this.watches.element, this.parts.element),
        make("div", { class: "column" }, this.info.element)));
  }

  show(state, active) {
    this.element.classList.toggle("active", active);
    if (state === this.shown || !state) return;
    this.shown = state;
    this.lights.replaceChildren(powerLight(state), cloudLight(state), statusLed(state));
    this.rows.replaceChildren(...facts(state));
    this.radios.replaceChildren(...Object.entries(state.radios).map(([name, radio]) => this.radio(name, radio, state)));
    this.info.fill(infoTable(state), Object.keys(state.info).length + Object.keys(state.infoGone).length === 0, state.infoSince);
    this.watches.fill(watchTable(state), watchesOf(state).length === 0, latestOf(state));
    this.parts.fill(partTable(state), Object.keys(state.parts).length === 0, newest(Object.values(state.parts)));
  }

  radio(name, radio, state) {
    const known = (this.device.radios || []).find((one) => one.name === name) || { label: name };
    const phase = radioPhase(radio.state);
    const inUse = state.cloud.open && state.cloud.interface === name;
    return make("li", { class: `radio ${phase}` },
      radio.kind === "ethernet" ? plug(radio) : bars(signalOf(state, radio.kind)),
      make("div", { class: "what" },
        make("strong", {}, name), " ", make("span", { class: "label" }, known.label),
        inUse ? make("span", { class: "chip" }, "in use") : null,
        make("div", { class: "detail" }, radioDetail(radio, state))),
      make("div", { class: "phase" },
        make("span", { class: "dot", "aria-hidden": "true" }), PHASE_WORDS[phase],
        make("div", { class: "state" }, stateWords(radio.state))));
  }
}

function section(title, kind = "") {
  const holder = make("div", { class: kind });
  const when = make("span", { class: "more" });
  const element = make("details", { open: "" }, make("summary", {}, title, when), holder);
  return {
    element,
    fill(content, empty, changed_us) {
      element.hidden = empty;
      when.textContent = changed_us ? ` changed at ${timeText(changed_us)}` : "";
      holder.replaceChildren(content);
    },
  };
}

/* Lights */

function light(kind, on, word) {
  return make("span", { class: `light ${kind} ${on ? "on" : ""}` }, make("span", { class: "dot", "aria-hidden": "true" }), word);
}

function powerLight(state) {
  return light("power", state.power === "running" || state.power === "seeking", state.power === "running" ? "awake" : state.power);
}

function cloudLight(state) {
  return light("cloud", state.cloud.open, state.cloud.open ? "online" : "offline");
}

function statusLed(state) {
  return light("led", state.led, state.led ? "LED blinks" : "LED dark");
}

/* Facts */

function facts(state) {
  const found = [
    fact("Power", `${state.power} since ${timeText(state.powerSince)}`, wakeText(state)),
    fact("Program", `${state.program}${state.program === "not started" ? "" : ` since ${timeText(state.programSince)}`}`),
    fact("Cloud", cloudText(state), state.lastCode === null ? "" : `latest result ${codeText(state.lastCode)}`),
    fact("Lease", leaseText(state)),
  ];
  if (state.agent) found.push(fact("Agent", state.agent, state.agentReason));
  if (state.blinkup) found.push(fact("BlinkUp", "accepted"));
  const pins = Object.entries(state.pins);
  if (pins.length) found.push(pinsFact(pins));
  return found.flat();
}

function fact(name, value, more = "") {
  return [make("dt", {}, name), make("dd", {}, value, more ? make("span", { class: "more" }, more) : null)];
}

function wakeText(state) {
  if (state.wakesAt !== null) return `wakes at ${timeText(state.wakesAt)}`;
  return state.wakeReason === null ? "" : `woken by: ${WAKE_REASONS[state.wakeReason] || state.wakeReason}`;
}

function codeText(code) {
  return `${code} ${CODES[code] || ""}`.trim();
}

function cloudText(state) {
  const cloud = state.cloud;
  if (cloud.open) return `connected over ${cloud.interface}${cloud.via ? ` through ${cloud.via}` : ""} since ${timeText(cloud.since)}`;
  return cloud.since ? `not connected since ${timeText(cloud.since)}${cloud.reason ? `: ${cloud.reason}` : ""}` : "not connected yet";
}

function leaseText(state) {
  const held = Object.entries(state.leases).filter(([, lease]) => lease.step !== "release");
  if (!held.length) return "none";
  return held.map(([name, lease]) => `${name} ${lease.address || "no address"} (${lease.step} at ${timeText(lease.since)})`).join(", ");
}

/** What is at a pin: its level or voltage, and what else is told of it, like a signal and its frequency. */
function pinText(pin) {
  const { mode, level, since, ...others } = pin;
  const told = Object.entries(others).map(([name, value]) => ` ${name} ${shown(value)}`);
  return [level === undefined ? "" : ` ${shown(level)}`, ...told].join("");
}

function pinsFact(pins) {
  const shownPins = pins.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, pin]) =>
    make("span", { class: "pin" }, name.replace(/^pin/, ""), " ",
      make("span", { class: "mode" }, pin.mode || "–"), pinText(pin)));
  return [make("dt", {}, "Pins"), make("dd", { class: "pins" }, ...shownPins)];
}

/* Radios */

function stateWords(state) {
  return String(state).toLowerCase().replace(/_/g, " ").replace(/^(wifi|ethernet|cellular) /, "");
}

function signalOf(state, kind) {
  const own = Object.entries(state.info).find(([path, found]) => /^interface\.\d+\.type$/.test(path) && found.value === kind);
  const found = own && state.info[own[0].replace(/type$/, "rssi")];
  return found && typeof found.value === "number" ? found.value : null;
}

function radioDetail(radio, state) {
  if (radio.kind === "ethernet") return radio.link ? `${radio.link} ${radio.duplex} duplex` : "no link";
  if (radio.kind === "cell") return cellDetail(state);
  const rssi = signalOf(state, "wifi");
  const parts = [radio.ap && `${radio.ssid} at ${radio.ap}`, radio.channel && `channel ${radio.channel}`, rssi !== null && `${rssi} dBm`];
  return parts.filter(Boolean).join(" · ") || "not associated";
}

function cellDetail(state) {
  const cell = state.cell;
  const rssi = signalOf(state, "cell");
  const parts = [
    cell.status ? `${cell.status} ${cell.generation} ${cell.carrier}`.trim() : "not registered",
    cell.ppp && "data session", rssi !== null && `${rssi} dBm`, cell.sent && `${cell.sent} → ${cell.answer}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

function barsOf(dbm) {
  return dbm === null ? 0 : WEAKEST_DBM.filter((weakest) => dbm >= weakest).length;
}

function bars(dbm) {
  const count = barsOf(dbm);
  const label = dbm === null ? "no signal" : `signal ${dbm} dBm, ${count} of ${MOST_BARS} bars`;
  const columns = [0, 1, 2, 3].map((number) => drawn("rect", {
    x: 1 + number * 6, y: 17 - number * 5, width: 4, height: 4 + number * 5, rx: 1, class: number < count ? "lit" : "unlit",
  }));
  return drawn("svg", { viewBox: "0 0 24 22", class: "bars", role: "img", "aria-label": label }, ...columns);
}

function plug(radio) {
  const label = radio.link ? `cable, ${radio.link}` : "no cable or no link";
  return drawn("svg", { viewBox: "0 0 24 22", class: `bars ${radio.link ? "plugged" : ""}`, role: "img", "aria-label": label },
    drawn("rect", { x: 3, y: 6, width: 18, height: 13, rx: 2, class: "jack" }),
    drawn("path", { d: "M8 6V2h8v4M8 14v3M12 14v3M16 14v3", class: "wires" }),
    ...(radio.link ? [] : [drawn("path", { d: "M2 20L22 2", class: "cut" })]));
}

/* Tables of values */

function infoTable(state) {
  const rows = Object.entries(state.info).map(([path, found]) => [path, found, false]);
  for (const [path, value] of Object.entries(state.infoGone)) rows.push([path, { value, since: state.infoSince }, true]);
  rows.sort(([one], [other]) => inOrder(one, other));
  const made = [];
  let group = "";
  for (const [path, found, gone] of rows) {
    const [parent, name] = split(path);
    if (parent !== group) made.push(groupRow(pathText(parent)));
    group = parent;
    made.push(infoRow(name, found, gone, found.since === state.infoSince, parent ? "part" : ""));
  }
  return table(INFO, made);
}

/** interface.0.rssi is rssi of interface.0; ipv4.dnsserver.0 is dnsserver.0 of ipv4. */
function split(path) {
  const [, parent, name] = /^(?:(.*)\.)?([^.]*[^.\d][^.]*(?:\.\d+)*)$/.exec(path) || [null, "", path];
  return [parent || "", name];
}

function groupRow(name) {
  return make("tr", {}, make("th", { scope: "rowgroup", colspan: 2 }, name));
}

function inOrder(one, other) {
  const depth = (path) => (path.includes(".") ? 1 : 0);
  return depth(one) - depth(other) || one.localeCompare(other, "en", { numeric: true });
}

function infoRow(path, found, gone, latest, part) {
  const first = found.was === undefined && found.since === 0;
  const note = gone ? "gone" : found.was !== undefined && latest ? `was ${shown(found.was)}` : latest && !first ? "new" : "";
  return valueRow(pathText(path), shown(found.value), note, latest && !first, gone, found.since, false, part);
}

/** Parts of a path, with places where a line may break between them. */
function breakable(name) {
  return name.split(/(?<=[\w\])])(?=[.[])/).flatMap((part, number) => (number ? [make("wbr"), part] : [part]));
}

/** Of what is shown anyway nothing is shown twice. */
function watchesOf(state) {
  return Object.entries(state.watches).filter(([text]) => text !== INFO || !Object.keys(state.info).length);
}

/** When any watched value has changed for the last time. */
function latestOf(state) {
  return newest(watchesOf(state).map(([, found]) => found));
}

function newest(values) {
  return Math.max(0, ...values.map((found) => found.since));
}

/** What the parts at pins and buses are like. */
function partTable(state) {
  const latest = newest(Object.values(state.parts));
  const rows = Object.entries(state.parts).flatMap(([name, found]) => watchRows(name, found, latest));
  return table("Parts", rows.slice(0, MOST_ROWS));
}

function watchTable(state) {
  const latest = latestOf(state);
  const rows = watchesOf(state).flatMap(([text, found]) => watchRows(text, found, latest));
  return table("Watched expressions", rows.slice(0, MOST_ROWS));
}

/** A row for each plain value in what an expression has given, and for each that it had. */
function watchRows(text, found, latest) {
  const changed = found.since === latest && found.was !== null;
  const was = found.was && found.was.none === undefined && found.was.error === undefined ? leavesOf(found.was.value) : new Map();
  if (found.value === undefined || found.value === null || typeof found.value !== "object") {
    const before = was.has("") ? `was ${shown(was.get(""))}` : "";
    return [valueRow(text, watchText(found), before, changed, false, found.since, found.error !== undefined)];
  }
  const now = leavesOf(found.value);
  const rows = [...now].map(([path, value]) => {
    const before = was.has(path) ? shown(was.get(path)) : null;
    const differs = before !== null && before !== shown(value);
    const note = differs ? `was ${before}` : was.size && before === null ? "new" : "";
    return valueRow(path, shown(value), note, changed && note !== "", false, found.since, false, "part");
  });
  const gone = [...was].filter(([path]) => !now.has(path));
  rows.unshift(groupRow(text));
  return rows.concat(gone.map(([path, value]) => valueRow(path, shown(value), "gone", false, true, found.since, false, "part")));
}

/** path, as Squirrel writes it after an expression, -> plain value or empty table. */
function leavesOf(value, path = "", found = new Map()) {
  const isFloat = value !== null && typeof value === "object" && typeof value["ƒ"] === "string";
  const members = value !== null && typeof value === "object" && !isFloat ? Object.entries(value) : [];
  if (!members.length) found.set(path, value);
  for (const [name, below] of members) leavesOf(below, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`, found);
  return found;
}

function watchText(found) {
  return found.none !== undefined ? `(${found.none})` : found.error !== undefined ? found.error : shown(found.value);
}

function table(caption, rows) {
  return make("table", { class: "values" }, make("caption", { class: "hidden" }, caption), make("tbody", {}, ...rows));
}

function valueRow(name, value, note, changed, gone, since, failed = false, part = "") {
  const kind = gone ? "gone" : changed ? "changed" : failed ? "failed" : "";
  return make("tr", { class: `${kind} ${part}`, title: `since ${timeText(since)}` },
    make("th", { scope: "row" }, ...breakable(name)),
    make("td", {}, make("span", { class: "value" }, value), note ? " " : null, note ? make("span", { class: "was" }, note) : null));
}
