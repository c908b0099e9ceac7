/* The timeline: a lane for each radio, program and session, and a mark for each log line, message and fault, on a canvas.
 * All that it shows is in the list of events and on the cards, too; it is a map, not the only way.
 */
import { categoryOf, radioPhase } from "./state.js";

const LANE = 15; // pixels at a text size of 16
const BAR_OF_PHASE = { connected: 9, link: 7, trying: 5, failed: 3, off: 0 };
const SHORTEST_US = 1000; // that a window may show
const COLOURS = ["ink", "faint", "line", "accent", "connected", "link", "trying", "failed", "fault", "surface", "message"];
const STEPS_US = [1, 2, 5, 10, 15, 30].map((step) => step * 1e6);

/** The lanes of a device: name, and bars from, to, phase. */
export function lanesOf(events, devices, end_us) {
  const made = new Map(devices.map((device) => [device.name, newLanes(device)]));
  for (const event of events) {
    const lanes = made.get(event.device);
    if (lanes) toLanes(lanes, event);
  }
  for (const lanes of made.values()) for (const lane of Object.values(lanes)) closeBar(lane, end_us);
  return made;
}

function newLanes(device) {
  const lanes = {};
  for (const radio of device.radios || []) lanes[radio.name] = newLane(radio.name);
  lanes.cloud = newLane("cloud");
  lanes.program = newLane("program");
  return lanes;
}

function newLane(name) {
  return { name, bars: [], phase: "off", since: 0 };
}

function toLanes(lanes, event) {
  if (event.kind === "state") {
    lanes[event.interface] = lanes[event.interface] || newLane(event.interface);
    enter(lanes[event.interface], event.t_us, radioPhase(event.state));
  } else if (event.kind === "cloud.session") {
    enter(lanes.cloud, event.t_us, event.state === "open" ? "connected" : "failed");
  } else if (event.kind === "vm") {
    enter(lanes.program, event.t_us, event.state === "start" ? "connected" : event.state === "hung" ? "failed" : "off");
  } else if (event.kind === "power" && event.state !== "on" && event.state !== "running") {
    enter(lanes.program, event.t_us, event.state === "seeking" ? "trying" : "off");
  }
}

function enter(lane, t_us, phase) {
  if (phase === lane.phase) return;
  closeBar(lane, t_us);
  lane.phase = phase;
  lane.since = t_us;
}

function closeBar(lane, t_us) {
  if (lane.phase !== "off" && t_us > lane.since) lane.bars.push({ from: lane.since, to: t_us, phase: lane.phase });
  lane.since = t_us;
}

export class Timeline {
  /** onMove(t_us): somebody points at a time. */
  constructor(canvas, events, devices, end_us, onMove) {
    this.canvas = canvas;
    this.events = events;
    this.end_us = Math.max(end_us, SHORTEST_US);
    this.from_us = 0;
    this.to_us = this.end_us;
    this.cursor_us = 0;
    this.lanes = lanesOf(events, devices, end_us);
    this.marks = marksOf(events);
    this.onMove = onMove;
    this.rows = this.layout();
    this.listen();
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** Which lanes there are, from top to bottom. */
  layout() {
    const rows = [];
    for (const [device, lanes] of this.lanes) {
      rows.push({ title: device });
      for (const lane of Object.values(lanes)) rows.push({ lane });
      const marks = this.marks.get(device) || [];
      rows.push({ name: "log", marks: marks.filter(({ category }) => category !== "message") });
      const messages = marks.filter(({ category }) => category === "message");
      if (messages.length) rows.push({ name: "messages", marks: messages });
    }
    return rows;
  }

  listen() {
    let held = false;
    const move = (event) => this.onMove(this.timeAt(event.offsetX));
    this.canvas.addEventListener("pointerdown", (event) => {
      held = true;
      this.canvas.setPointerCapture(event.pointerId);
      move(event);
    });
    this.canvas.addEventListener("pointermove", (event) => held && move(event));
    this.canvas.addEventListener("pointerup", () => { held = false; });
    this.canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.altKey) return; // the page scrolls
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 0.8 : 1.25, this.timeAt(event.offsetX));
    }, { passive: false });
  }

  /** Shows more or less time around a moment. */
  zoom(factor, around_us = this.cursor_us) {
    const span = Math.min(this.end_us, Math.max(SHORTEST_US, (this.to_us - this.from_us) * factor));
    const share = (around_us - this.from_us) / (this.to_us - this.from_us);
    this.window(around_us - span * Math.min(1, Math.max(0, share)), span);
  }

  /** Shows all up to a moment, and nothing after it: for a run that is still going on. */
  reach(t_us) {
    this.from_us = 0;
    this.to_us = t_us;
  }

  fit() {
    this.window(0, this.end_us);
  }

  window(from_us, span) {
    this.from_us = Math.max(0, Math.min(from_us, this.end_us - span));
    this.to_us = this.from_us + span;
    this.draw();
  }

  /** Puts the cursor at a moment, which the window then shows. */
  show(t_us) {
    this.cursor_us = t_us;
    const span = this.to_us - this.from_us;
    if (t_us < this.from_us || t_us > this.to_us) this.window(t_us - span / 2, span);
    else this.draw();
  }

  get unit() {
    return parseFloat(getComputedStyle(this.canvas).fontSize) / 16;
  }

  timeAt(x) {
    const share = (x - this.left) / (this.width - this.left - this.right);
    return Math.round(this.from_us + Math.min(1, Math.max(0, share)) * (this.to_us - this.from_us));
  }

  x(t_us) {
    return this.left + ((t_us - this.from_us) / (this.to_us - this.from_us)) * (this.width - this.left - this.right);
  }

  draw() {
    const unit = this.unit;
    const height = Math.round((this.rows.length * LANE + 30) * unit);
    this.width = this.canvas.clientWidth;
    if (!this.width) return;
    this.canvas.style.height = `${height}px`;
    this.left = Math.min(76 * unit, this.width * 0.3);
    this.right = 10 * unit;
    const dense = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(this.width * dense)) this.canvas.width = Math.round(this.width * dense);
    if (this.canvas.height !== Math.round(height * dense)) this.canvas.height = Math.round(height * dense);
    const pen = this.canvas.getContext("2d");
    pen.setTransform(dense, 0, 0, dense, 0, 0);
    pen.clearRect(0, 0, this.width, height);
    pen.font = `${11 * unit}px system-ui, sans-serif`;
    pen.textBaseline = "middle";
    this.paint = this.paint || paints(this.canvas);
    this.drawAxis(pen, unit, height);
    this.drawFaults(pen, unit, height);
    this.rows.forEach((row, number) => this.drawRow(pen, unit, row, (number * LANE + 22) * unit));
    this.drawCursor(pen, unit, height);
  }

  /** Colours are asked of the style sheet again. */
  repaint() {
    this.paint = null;
    this.draw();
  }

  drawAxis(pen, unit, height) {
    const step = stepFor(this.to_us - this.from_us, (this.width - this.left) / (90 * unit));
    for (let t_us = Math.ceil(this.from_us / step) * step; t_us <= this.to_us; t_us += step) {
      const x = Math.round(this.x(t_us)) + 0.5;
      pen.fillStyle = this.paint.line;
      pen.fillRect(x, 16 * unit, 1, height);
      pen.fillStyle = this.paint.faint;
      const text = tickText(t_us, step);
      const wide = pen.measureText(text).width;
      pen.fillText(text, Math.min(Math.max(x - wide / 2, this.left), this.width - wide), 8 * unit);
    }
  }

  drawFaults(pen, unit, height) {
    pen.strokeStyle = this.paint.fault;
    pen.setLineDash([3, 3]);
    for (const event of this.marks.faults) {
      if (event.t_us < this.from_us || event.t_us > this.to_us) continue;
      const x = Math.round(this.x(event.t_us)) + 0.5;
      pen.beginPath();
      pen.moveTo(x, 18 * unit);
      pen.lineTo(x, height);
      pen.stroke();
      pen.fillStyle = this.paint.fault;
      diamond(pen, x, 18 * unit, 4.5 * unit);
    }
    pen.setLineDash([]);
  }

  drawRow(pen, unit, row, top) {
    if (row.title !== undefined) {
      pen.fillStyle = this.paint.ink;
      pen.font = `600 ${11.5 * unit}px system-ui, sans-serif`;
      pen.fillText(row.title, 0, top + (LANE / 2) * unit, this.left - 4);
      pen.font = `${11 * unit}px system-ui, sans-serif`;
    } else if (row.lane) {
      this.drawLane(pen, unit, row.lane, top + (LANE / 2) * unit);
    } else {
      this.drawMarks(pen, unit, row, top + (LANE / 2) * unit);
    }
  }

  drawLane(pen, unit, lane, middle) {
    pen.fillStyle = this.paint.faint;
    pen.fillText(lane.name, 10 * unit, middle, this.left - 14 * unit);
    pen.fillStyle = this.paint.line;
    pen.fillRect(this.left, Math.round(middle), this.width - this.left - this.right, 1);
    for (const bar of lane.bars) {
      if (bar.to < this.from_us || bar.from > this.to_us) continue;
      const from = this.x(Math.max(bar.from, this.from_us));
      const to = this.x(Math.min(bar.to, this.to_us));
      const high = BAR_OF_PHASE[bar.phase] * unit;
      pen.fillStyle = this.paint[bar.phase];
      pen.fillRect(from, middle - high / 2, Math.max(to - from, 1), high);
    }
  }

  drawMarks(pen, unit, { name, marks }, middle) {
    pen.fillStyle = this.paint.faint;
    pen.fillText(name, 10 * unit, middle, this.left - 14 * unit);
    let latest = -10;
    for (const { event, category } of marks) {
      if (event.t_us < this.from_us || event.t_us > this.to_us) continue;
      const x = this.x(event.t_us);
      if (category !== "error" && x - latest < 1) continue; // it could not be told from the one before
      latest = x;
      mark(pen, this.paint, category, event, x, middle, unit);
    }
  }

  drawCursor(pen, unit, height) {
    if (this.cursor_us < this.from_us || this.cursor_us > this.to_us) return;
    const x = this.x(this.cursor_us);
    pen.fillStyle = this.paint.accent;
    pen.fillRect(x - unit, 14 * unit, 2 * unit, height);
    pen.beginPath();
    pen.moveTo(x - 6 * unit, 13 * unit);
    pen.lineTo(x + 6 * unit, 13 * unit);
    pen.lineTo(x, 21 * unit);
    pen.fill();
  }
}

/** device -> what stands in its lane of marks; faults: of the whole world. */
function marksOf(events) {
  const marks = new Map();
  marks.faults = [];
  for (const event of events) {
    const category = categoryOf(event);
    if (category === "fault") marks.faults.push(event);
    else if (category === "log" || category === "message" || category === "error") {
      if (!marks.has(event.device)) marks.set(event.device, []);
      marks.get(event.device).push({ event, category });
    }
  }
  return marks;
}

function mark(pen, paint, category, event, x, middle, unit) {
  if (category === "log") {
    pen.fillStyle = event.kind === "log.lost" ? paint.failed : paint.ink;
    pen.fillRect(x - 0.5, middle - 4 * unit, Math.max(1, unit), 8 * unit);
  } else if (category === "error") {
    pen.fillStyle = paint.failed;
    diamond(pen, x, middle, 5.5 * unit);
  } else {
    pen.fillStyle = event.lost ? paint.failed : paint.message;
    triangle(pen, x, middle, 4 * unit, event.from === "device");
  }
}

function diamond(pen, x, y, size) {
  pen.beginPath();
  pen.moveTo(x, y - size);
  pen.lineTo(x + size, y);
  pen.lineTo(x, y + size);
  pen.lineTo(x - size, y);
  pen.fill();
}

function triangle(pen, x, y, size, up) {
  const tip = up ? -size : size;
  pen.beginPath();
  pen.moveTo(x, y + tip);
  pen.lineTo(x + size, y - tip);
  pen.lineTo(x - size, y - tip);
  pen.fill();
}

/** What the style sheet's colours are now: light-dark() is only resolved where it is used. */
function paints(canvas) {
  const asked = document.createElement("span");
  canvas.parentElement.append(asked);
  const found = {};
  for (const name of COLOURS) {
    asked.style.color = `var(--${name})`;
    found[name] = getComputedStyle(asked).color;
  }
  asked.remove();
  return found;
}

function stepFor(span, most) {
  const steps = [];
  for (let power = 1; power < 1e6; power *= 10) steps.push(power, 2 * power, 5 * power);
  steps.push(...STEPS_US, ...STEPS_US.map((step) => step * 60), ...[1, 2, 3, 6, 12, 24, 48, 240].map((hours) => hours * 3600e6));
  steps.sort((one, other) => one - other);
  return steps.find((step) => span / step <= Math.max(most, 1)) || steps[steps.length - 1];
}

function tickText(t_us, step) {
  const seconds = t_us / 1e6;
  if (step < 1e6) return `${seconds.toFixed(Math.max(0, 6 - Math.floor(Math.log10(step))))} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = String(Math.round(seconds % 60)).padStart(2, "0");
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}
