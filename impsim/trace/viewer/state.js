/* From the events of a trace to what is known of every device at a moment. No DOM, no clock: whoever has events, from a
 * page or from a live simulation, gives them to a History and asks it for the state at any of them.
 *
 *     const history = new History([{name: "imp", model: "imp005", impos: "36.14", radios: [...]}]);
 *     for (const event of events) history.push(event);
 *     history.at(history.length - 1).devices.imp.cloud.open
 *
 * A state is never changed: `reduce` makes a new one that shares what is the same. So a state for every 64th event costs
 * little, and going back is as cheap as going on.
 *
 * The page joins these modules into one script: an import stands on a line of its own, an export before its declaration,
 * and no two modules declare the same name.
 */

export const KEYFRAME = 64;

const INTERFACE_KINDS = { wl0: "wifi", eth0: "ethernet", cell0: "cell" };
const NO_RADIO = { kind: "", state: "UNKNOWN", since: 0, ssid: "", ap: "", channel: 0, link: "", duplex: "" };
const NO_LEASE = { step: "", address: "", since: 0 };

/** What is known before anything has happened. devices: name, model, impos, and radios with name, kind and label. */
export function initialState(devices) {
  return { t_us: 0, devices: Object.fromEntries(devices.map((device) => [device.name, initialDevice(device)])) };
}

function initialDevice(device) {
  const radios = {};
  for (const radio of device.radios || []) radios[radio.name] = { ...NO_RADIO, kind: radio.kind };
  return {
    power: "off", powerSince: 0, wakeReason: null, wakesAt: null,
    program: "not started", programSince: 0, agent: "", agentReason: "",
    led: false, blinkup: false, radios, leases: {}, lastCode: null,
    cell: { status: "", generation: "", carrier: "", ppp: false, sent: "", answer: "" },
    cloud: { open: false, interface: "", via: "", reason: "", since: 0 },
    pins: {}, parts: {}, info: {}, infoSince: 0, infoGone: {}, watches: {}, place: null,
  };
}

/** The state after an event. */
export function reduce(state, event) {
  const before = Object.hasOwn(state.devices, event.device) ? state.devices[event.device] : null;
  const change = before ? changeBy(before, event) : null;
  const stack = before ? stackOf(event) : [];
  const place = stack.length && event.at ? { stack, t_us: event.t_us, side: sideOf(event) } : null;
  if (!change && !place) return { t_us: event.t_us, devices: state.devices };
  const after = { ...before, ...change };
  if (place) after.place = place;
  return { t_us: event.t_us, devices: { ...state.devices, [event.device]: after } };
}

/** What an event changes of a device. One that is not as ours are changes nothing: traces come from anywhere. */
function changeBy(device, event) {
  try {
    return Object.hasOwn(CHANGES, event.kind) ? CHANGES[event.kind](device, event) : null;
  } catch (error) {
    return null;
  }
}

/** Where the program stood: [function, path, line], the innermost first; nothing if that is not known. */
export function stackOf(event) {
  const stack = event.backtrace || event.at;
  if (!Array.isArray(stack)) return [];
  return stack.filter((place) => Array.isArray(place) && Number.isInteger(place[2])).map(([name, path, line]) => [`${name}`, `${path}`, line]);
}

export function sideOf(event) {
  if (event.side) return event.side;
  return String(event.type || "").startsWith("agent.") ? "agent" : "device";
}

function radioChange(device, name, change) {
  const before = device.radios[name] || { ...NO_RADIO, kind: INTERFACE_KINDS[name] || "" };
  return { radios: { ...device.radios, [name]: { ...before, ...change } } };
}

function cellChange(device, change) {
  return { cell: { ...device.cell, ...change } };
}

/** What is at a pin whatever the imp does with it. */
function outside(pin) {
  return Object.fromEntries(["level", "mv"].filter((name) => pin[name] !== undefined).map((name) => [name, pin[name]]));
}

function released(pins) {
  return Object.fromEntries(Object.entries(pins).map(([name, pin]) => [name, { mode: "", since: pin.since, ...outside(pin) }]));
}

const CHANGES = {
  power: (device, event) => {
    const state = event.state === "on" ? "running" : event.state;
    const stopped = state === "off" || state === "sleeping" || state === "snoozing";
    return {
      power: state, powerSince: event.t_us, wakesAt: event.until_us === undefined ? null : event.until_us,
      wakeReason: event.wake_reason === undefined ? device.wakeReason : event.wake_reason,
      ...(stopped ? { program: "stopped", programSince: event.t_us, pins: released(device.pins) } : {}),
    };
  },
  vm: (device, event) => ({
    program: { start: "running", end: "stopped", hung: "hung" }[event.state] || String(event.state),
    programSince: event.t_us,
    pins: released(device.pins),
    wakeReason: event.wake_reason === undefined ? device.wakeReason : event.wake_reason,
  }),
  agent: (device, event) => ({ agent: String(event.state), agentReason: event.reason || "" }),
  led: (device, event) => ({ led: Boolean(event.lit) }),
  blinkup: (device, event) => ({ blinkup: Boolean(event.active) }),
  state: (device, event) => radioChange(device, event.interface, {
    state: String(event.state), since: event.t_us,
    ...(radioPhase(event.state) === "off" || radioPhase(event.state) === "failed" ? { ap: "", channel: 0 } : {}),
  }),
  "wifi.associated": (device, event) => radioChange(device, event.interface, {
    ssid: event.ssid, ap: event.ap, channel: event.channel,
  }),
  "wifi.lost": (device, event) => radioChange(device, event.interface, { ap: "", channel: 0 }),
  "ethernet.link": (device, event) => radioChange(device, event.interface, { link: event.link, duplex: event.duplex }),
  dhcp: (device, event) => {
    const keeps = ["ack", "renew"].includes(event.step);
    const lease = { step: event.step, address: keeps ? event.address : "", since: event.t_us };
    return { leases: { ...device.leases, [event.interface]: { ...NO_LEASE, ...lease } } };
  },
  connect: (device, event) => ({ lastCode: event.code }),
  "cell.registration": (device, event) => cellChange(device, {
    status: event.status, generation: event.generation, carrier: event.carrier,
  }),
  ppp: (device, event) => cellChange(device, { ppp: Boolean(event.up) }),
  at: (device, event) => cellChange(device, { sent: event.sent, answer: event.answer }),
  "cloud.session": (device, event) => ({
    cloud: {
      open: event.state === "open", interface: event.interface, via: event.via || "", reason: event.reason || "",
      since: event.t_us,
    },
  }),
  pin: (device, event) => {
    const before = device.pins[event.pin] || { mode: "" };
    const { t_us, device: owner, kind, pin, at, ...told } = event;
    const anew = told.mode === undefined ? before : outside(before);
    return { pins: { ...device.pins, [pin]: { ...anew, ...told, since: t_us } } };
  },
  part: (device, event) => {
    const { t_us, device: owner, kind, part, at, ...told } = event;
    const before = device.parts[part] || { since: 0, was: null, value: {} };
    const value = { ...before.value, ...told };
    return { parts: { ...device.parts, [part]: { value, since: t_us, was: Object.keys(before.value).length ? before : null } } };
  },
  "net.info": (device, event) => {
    const info = { ...device.info };
    const infoGone = {};
    for (const path of event.gone || []) {
      if (info[path]) infoGone[path] = info[path].value;
      delete info[path];
    }
    for (const [path, value] of Object.entries(event.changed || {})) {
      const was = info[path] ? info[path].value : undefined;
      info[path] = { value, since: event.t_us, was };
    }
    return { info, infoSince: event.t_us, infoGone };
  },
  probe: (device, event) => {
    const text = (event.side === "agent" ? "agent: " : "") + event.probe;
    const was = device.watches[text];
    const shown = event.none !== undefined ? { none: event.none }
      : event.error !== undefined ? { error: event.error } : { value: event.value };
    return { watches: { ...device.watches, [text]: { ...shown, since: event.t_us, was: was || null } } };
  },
};

/** Which of five phases a state of an interface belongs to: off, failed, trying, link, connected. */
export function radioPhase(state) {
  const name = String(state);
  if (name === "CONNECTED") return "connected";
  if (/UNHAPPY$|DENIED$|NO_LINK$/.test(name)) return "failed";
  if (/STOPPED$|UNKNOWN$/.test(name)) return "off";
  if (/LINK_UP$|DHCPING$|PPP_CONNECTING$/.test(name)) return "link";
  return "trying";
}

/** Puts shared values where they are meant: {"ƒ": 17} is the one with this number, made of those before it. */
export function resolve(trace) {
  const whole = (value) => {
    if (value === null || typeof value !== "object") return value;
    if (Number.isInteger(value["ƒ"])) return trace.shared[value["ƒ"]];
    for (const name of Object.keys(value)) value[name] = whole(value[name]);
    return value;
  };
  trace.shared.forEach((value, number) => { trace.shared[number] = whole(value); });
  for (const event of trace.events) {
    for (const name of trace.values) if (Object.hasOwn(event, name)) event[name] = whole(event[name]);
  }
}

/** Events and the state after each of them. */
export class History {
  constructor(devices) {
    this.devices = devices;
    this.events = [];
    this.keyframes = [];
    this.latest = initialState(devices);
    this.first = this.latest;
  }

  get length() {
    return this.events.length;
  }

  push(event) {
    this.latest = reduce(this.latest, event);
    if (this.events.length % KEYFRAME === 0) this.keyframes.push(this.latest);
    this.events.push(event);
  }

  /** The state after the event with this index; before the first one it is -1. */
  at(index) {
    if (index < 0) return this.first;
    const nearest = Math.floor(index / KEYFRAME);
    let state = this.keyframes[nearest];
    for (let next = nearest * KEYFRAME + 1; next <= index; next++) state = reduce(state, this.events[next]);
    return state;
  }

  /** The index of the last event at or before a time; -1 before the first. */
  indexAt(t_us) {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle].t_us <= t_us) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/* What events are about, for filters and marks. */

const NETWORK = /^(state|dhcp|dns|connect|wifi|ethernet|cell|at|ppp|cloud|packet|http|mqtt)(\.|$)/;
const BUS = /^(i2c|spi|uart|usb|bluetooth|flash|part|sampler|fixedfrequencydac|dfsdm)/;

export function isError(event) {
  return (event.kind === "log" && Boolean(event.backtrace)) || (event.kind === "vm" && event.state === "hung")
    || (event.kind === "log" && event.type === "lastexitcode");
}

export function categoryOf(event) {
  const kind = event.kind;
  if (isError(event)) return "error";
  if (kind === "log" || kind === "log.lost") return "log";
  if (kind === "message" || kind === "fault" || kind === "api") return kind;
  if (kind === "net.info" || kind === "probe") return "value";
  return NETWORK.test(kind) ? "network" : BUS.test(kind) ? "bus" : "device";
}

/* Events as lines, by the forms that `impsim trace` uses. */

const COMMON = new Set(["t_us", "device", "kind", "at", "text", "backtrace"]);

/** One line: what an event says, without its time and device. forms: kind -> "{field} {field}". */
export function describe(event, forms) {
  try {
    return described(event, forms);
  } catch (error) {
    return shown(event);
  }
}

function described(event, forms) {
  if (event.kind === "api" && Array.isArray(event.args)) {
    return `${event.call}(${event.args.map(shown).join(", ")}) = ${shown(event.result)}`;
  }
  if (event.kind === "net.info") return describeInfo(event);
  if (event.kind === "probe") {
    const found = event.none !== undefined ? event.none : event.error !== undefined ? event.error : shown(event.value);
    return `${event.probe} = ${found}`;
  }
  const form = Object.hasOwn(forms, event.kind) ? forms[event.kind] : "";
  const used = [...form.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
  const whole = used.every((name) => event[name] !== undefined);
  const said = whole ? form.replace(/\{(\w+)\}/g, (_, name) => bare(event[name])).trim() : "";
  const rest = Object.entries(event)
    .filter(([name, value]) => !COMMON.has(name) && !(whole && used.includes(name)) && value !== "")
    .map(([name, value]) => `${name}=${shown(value)}`);
  return [said, ...rest].filter(Boolean).join(" ");
}

function describeInfo(event) {
  const changed = Object.entries(event.changed || {}).map(([path, value]) => `${pathText(path)} = ${shown(value)}`);
  const gone = (event.gone || []).map((path) => `${pathText(path)} gone`);
  return [...changed, ...gone].join(", ");
}

/** interface.0.rssi as a program writes it: interface[0].rssi */
export function pathText(path) {
  return path.replace(/\.(\d+)(?=\.|$)/g, "[$1]");
}

function bare(value) {
  return typeof value === "string" ? value : shown(value);
}

/** A value as JSON. {"ƒ": "30.0"} is a float that JSON's reader would take for an integer. */
export function shown(value) {
  if (value !== null && typeof value === "object") {
    if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
    if (typeof value["ƒ"] === "string") return value["ƒ"];
    return `{${Object.entries(value).map(([name, below]) => `${JSON.stringify(name)}: ${shown(below)}`).join(", ")}}`;
  }
  return value === undefined ? "nothing" : JSON.stringify(value);
}

/** 62.160 s, or 1:02.160 from a minute on, 1:01:02.160 from an hour on; microseconds only where there are any. */
export function timeText(t_us) {
  const whole = Math.floor(t_us / 1e6);
  const micros = String(t_us % 1e6).padStart(6, "0");
  const fraction = micros.endsWith("000") ? micros.slice(0, 3) : micros;
  const seconds = whole % 60;
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const two = (number) => String(number).padStart(2, "0");
  if (hours) return `${hours}:${two(minutes)}:${two(seconds)}.${fraction}`;
  if (minutes) return `${minutes}:${two(seconds)}.${fraction}`;
  return `${seconds}.${fraction} s`;
}
