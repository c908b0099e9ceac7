/* The page: an experiment that is edited, its run, and the moment of it that is shown. Everything that happens to the
 * experiment goes through here; the panels only show and ask.
 */
import { Cards, make } from "./viewer/cards.js";
import { History, resolve } from "./viewer/state.js";
import { Timeline } from "./viewer/timeline.js";
import { Actions } from "./actions.js";
import { Dialog, byId, keep, kept, theme } from "./dialog.js";
import { Editor } from "./editor.bundle.js";
import { Damaged, checked, fragmentOf, inFragment, whole } from "./experiment.js";
import { Lessons } from "./lessons.js";
import { Log } from "./log.js";
import { fromMarkdown } from "./markdown.js";
import { Pickers } from "./pickers.js";
import { Playback } from "./playback.js";
import { Problems } from "./problems.js";
import { Stopped, Simulator } from "./simulator.js";
import { TimeBar } from "./timebar.js";
import { Watches } from "./watches.js";

const FIRST_US = 120e6; // how far a run is computed at first
const LONGEST_US = 7 * 86400e6; // nobody waits for more
const SIDES = ["device", "agent", "world", "scenario"]; // the last one only in lessons about scenarios
const LABELS = { device: "Program of the device", agent: "Program of the agent", world: "World file, YAML", scenario: "Scenario, YAML" };
const STORE = "impsim-experiment";

class Playground {
  constructor(catalogue) {
    this.catalogue = catalogue;
    this.run = null; // {experiment, history, events, end_us, forms}
    this.number = 0; // of the latest computation: what others bring is late
    this.asked = false; // for more of the run
    this.dialog = new Dialog();
    this.editors = Object.fromEntries(SIDES.map((side) => [side, this.editor(side)]));
    this.pickers = new Pickers(catalogue, () => this.changed(), (example) => this.open(example.experiment, example.about));
    this.problems = new Problems((side, line, column) => this.reveal(side, line, column), (code) => this.explain(code));
    this.playback = new Playback(() => this.schedule(), () => this.extend());
    this.bar = new TimeBar(this.playback, { next: () => this.next(), restart: () => this.playback.go(0) });
    this.actions = new Actions(catalogue, {
      act: (action) => this.act(action), remove: (index) => this.remove(index), wire: (parts) => this.wire(parts),
    });
    this.watches = new Watches((watch) => this.rewatch(watch));
    this.log = new Log((index) => this.pick(index), (side, line) => this.reveal(side, line));
    this.simulator = new Simulator((state, reason) => this.told(state, reason));
    this.lessons = new Lessons(catalogue.lessons, {
      open: (...given) => this.open(...given), texts: () => this.texts(), ready: () => this.simulator.ready, ask: (...given) => this.ask(...given),
    });
    this.listen();
  }

  editor(side) {
    return new Editor(byId(`panel-${side}`), LABELS[side], ["device", "agent"].includes(side) ? "squirrel" : "yaml", () => this.changed(), () => this.start());
  }

  listen() {
    byId("run").addEventListener("click", () => this.start());
    byId("stop").addEventListener("click", () => this.stop());
    byId("share").addEventListener("click", () => this.share());
    byId("save").addEventListener("click", () => this.save());
    byId("help").addEventListener("click", () => this.dialog.keys());
    for (const side of SIDES) byId(`tab-${side}`).addEventListener("click", () => this.tab(side));
    document.querySelector("[role=tablist]").addEventListener("keydown", (event) => this.tabKey(event));
    document.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("hashchange", () => this.follow());
    theme(byId("theme"), () => this.timeline && this.timeline.repaint());
  }

  /* What is edited */

  get experiment() {
    return whole({
      ...this.pickers.chosen, ...this.texts(), scenario: undefined,
      watch: this.watches.texts, parts: this.actions.parts, actions: this.actions.list,
    });
  }

  /** By side. */
  texts() {
    return Object.fromEntries(SIDES.map((side) => [side, this.editors[side].text]));
  }

  /** Another experiment takes the place of all that is there. */
  open(experiment, about = "", { scenario, keepsLesson = false } = {}) {
    const found = whole(experiment);
    if (!keepsLesson) this.lessons.open("");
    for (const side of SIDES) this.editors[side].text = found[side] || "";
    this.editors.scenario.text = scenario || "";
    byId("tab-scenario").hidden = scenario === undefined;
    this.pickers.choose(found);
    this.watches.set(found.watch);
    this.actions.set(found, this.pickers.model);
    byId("about").textContent = about;
    byId("about").hidden = !about;
    this.tab(scenario === undefined ? "device" : "scenario");
    this.problems.show([], this.editors);
    this.problems.refuse([], this.editors);
    this.forget();
    this.start();
  }

  changed() {
    this.actions.model = this.pickers.model;
    const now = this.experiment;
    const names = ["device", "agent", "world", "model", "impos", "network", "seed"];
    byId("stale").hidden = !this.run || names.every((name) => now[name] === this.run.experiment[name]);
    this.lessons.changed();
    this.check();
  }

  /** Asks for what a look at the programs finds, once nobody has typed for a moment. */
  check() {
    clearTimeout(this.checking);
    this.checking = setTimeout(() => {
      if (!this.lessons.current) keep(STORE, JSON.stringify(this.experiment));
      this.checkNow();
    }, 400);
  }

  async checkNow() {
    if (!this.simulator.ready || this.simulator.waiting.size) {
      this.check(); // later
      return;
    }
    const experiment = this.experiment;
    const answer = await this.simulator.call("check", { experiment }).catch(() => null);
    if (answer && ["device", "agent"].every((side) => experiment[side] === this.editors[side].text)) this.problems.show(answer.problems, this.editors);
  }

  tab(side) {
    for (const one of SIDES) {
      const chosen = one === side;
      byId(`tab-${one}`).setAttribute("aria-selected", String(chosen));
      byId(`tab-${one}`).tabIndex = chosen ? 0 : -1;
      byId(`panel-${one}`).hidden = !chosen;
    }
  }

  tabKey(event) {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    const shown = SIDES.filter((side) => !byId(`tab-${side}`).hidden);
    const place = shown.findIndex((side) => byId(`tab-${side}`).getAttribute("aria-selected") === "true");
    const to = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: -1 }[event.key];
    const side = shown.at(to % shown.length);
    this.tab(side);
    byId(`tab-${side}`).focus();
    event.preventDefault();
  }

  reveal(side, line, column = 1) {
    this.tab(side);
    this.editors[side].reveal(line, column);
  }

  /* Running */

  forget() {
    this.run = null;
    this.number += 1;
    this.playback.pause();
    this.playback.reset(0);
    this.bar.enable(false);
    byId("cards").replaceChildren();
    this.log.clear();
    this.problems.failed([], this.editors);
    this.schedule();
  }

  /** From power-on. */
  async start() {
    this.wanted = !this.simulator.ready; // then it will
    if (this.wanted) return;
    this.forget();
    const found = await this.compute(this.experiment, FIRST_US);
    if (!found) return;
    this.playback.play();
    this.check();
  }

  /** Computes a run; gives whether there is one to be shown. */
  async compute(experiment, until_us) {
    const number = ++this.number;
    let answer;
    try {
      answer = await this.simulator.call("run", { experiment: this.actions.fitting(experiment), until_us });
    } catch (error) {
      if (number === this.number && !(error instanceof Stopped)) this.failed(error);
      return false;
    }
    if (number !== this.number) return false;
    this.problems.refuse(answer.problems || [], this.editors);
    if (!answer.content) {
      return false;
    }
    this.take(experiment, answer, until_us);
    return true;
  }

  take(experiment, answer, until_us) {
    const { content } = answer;
    resolve(content);
    const events = content.events.filter((event) => event.kind !== "source");
    const history = new History(content.devices);
    for (const event of events) history.push(event);
    this.picked = -1;
    this.run = { experiment, history, events, forms: content.forms, end_us: answer.end_us, failures: answer.failures };
    this.playback.end_us = answer.end_us;
    this.playback.onward = !answer.stopped && until_us < LONGEST_US;
    this.cards = new Cards(byId("cards"), content.devices);
    this.renewTimeline(content);
    this.log.take(events, content.forms);
    this.watches.refused(answer.watch);
    this.bar.enable(true);
    this.bar.stopped(answer.stopped);
    byId("stale").hidden = true;
    this.schedule();
  }

  renewTimeline(content) {
    const old = byId("timeline");
    const canvas = old.cloneNode(false);
    old.replaceWith(canvas);
    this.timeline = new Timeline(canvas, this.run.events, content.devices, this.run.end_us, (t_us) => {
      this.playback.pause();
      this.playback.go(Math.min(t_us, this.playback.latest_us));
    });
  }

  /** More of the same run: it is computed anew, up to twice as far. */
  async extend() {
    if (this.asked || !this.run) return;
    this.asked = true;
    const { experiment, end_us } = this.run;
    await this.compute(experiment, Math.min(2 * end_us, LONGEST_US));
    this.asked = false;
  }

  stop() {
    this.playback.pause();
    this.number += 1;
    this.wanted = false;
    this.simulator.stop();
  }

  failed(error) {
    this.playback.pause();
    const last = String(error.message).split("\n").filter(Boolean).pop();
    this.notice(error.deep ? last : `impsim itself has failed: ${last}`);
    console.warn(error.message);
  }

  /* What is done to a run at its moment */

  act(action) {
    if (!this.run) return;
    this.actions.add({ at_us: this.playback.t_us, ...action });
    this.relive(this.playback.t_us);
  }

  remove(index) {
    const { at_us } = this.actions.take(index);
    if (this.run) this.relive(Math.min(at_us, this.playback.t_us));
  }

  /** The same programs with other actions: what came after a moment is not known any more. */
  async relive(t_us) {
    const experiment = { ...this.run.experiment, actions: this.actions.list };
    this.playback.held = true;
    this.playback.t_us = this.playback.latest_us = t_us;
    await this.compute(experiment, Math.max(FIRST_US, this.run.end_us));
    this.playback.held = false;
    this.schedule();
  }

  /** Another wiring is another imp: it begins at power-on. */
  wire() {
    if (this.run) this.start();
  }

  async rewatch(watch) {
    if (this.run) await this.compute({ ...this.run.experiment, watch }, this.run.end_us);
  }

  /** What an operation answers, null if it was stopped or has failed, which is told. */
  async ask(name, given) {
    try {
      return await this.simulator.call(name, given);
    } catch (error) {
      if (!(error instanceof Stopped)) this.failed(error);
      return null;
    }
  }

  async explain(code) {
    this.codes ||= fetch(new URL("codes.json", import.meta.url)).then((found) => found.json());
    const { name, title, text } = (await this.codes)[code];
    this.dialog.show(`${code} ${name}`, make("p", {}, make("strong", {}, title)), ...fromMarkdown(text));
  }

  /* The moment shown */

  schedule() {
    if (this.frame === undefined) this.frame = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.frame = undefined;
    this.bar.show();
    if (!this.run) return;
    const { history, events } = this.run;
    const index = this.index;
    const event = events[index];
    const state = history.at(index);
    this.cards.show(state, event ? event.device : "");
    this.timeline.reach(Math.max(this.playback.latest_us, 1e6));
    this.timeline.show(this.playback.t_us);
    this.log.show(index, Math.max(index, history.indexAt(this.playback.latest_us)), this.playback.playing);
    this.problems.failed(this.run.failures.filter(({ t_us }) => t_us <= this.playback.latest_us), this.editors);
    this.work(state);
  }

  /** The line where the device's program was seen last. */
  work(state) {
    const place = Object.values(state.devices)[0].place;
    const [, path, line] = place && place.stack[0] ? place.stack[0] : ["", "", 0];
    for (const side of ["device", "agent"]) this.editors[side].work(path === `${side}.nut` && byId("stale").hidden ? line : 0);
  }

  /** Of the latest event at the moment shown; of those at the same time the one that was picked. */
  get index() {
    const { history, events } = this.run;
    const picked = events[this.picked];
    return picked && picked.t_us === this.playback.t_us && !this.playback.playing ? this.picked : history.indexAt(this.playback.t_us);
  }

  pick(index) {
    this.picked = index;
    this.playback.pause();
    this.playback.go(this.run.events[index].t_us);
  }

  /** To the next event of those shown, which may lie in what nobody has seen yet. */
  next() {
    const index = this.log.after(this.index);
    if (index >= 0) this.pick(index);
    else {
      this.playback.pause();
      this.playback.go(this.run.end_us);
    }
  }

  /* Links and files */

  async share() {
    const url = new URL(window.location.href);
    url.hash = await fragmentOf(this.experiment);
    window.history.replaceState(null, "", url);
    const copied = await navigator.clipboard.writeText(url.href).then(() => true, () => false);
    this.dialog.link(url.href, copied);
  }

  /** What the address says. */
  async follow() {
    try {
      if (this.lessons.follow(window.location.hash)) return true;
      const found = await inFragment(window.location.hash);
      if (found) this.open(found);
      return Boolean(found);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.notice(`The link is damaged: ${error.message}.`);
      return false;
    }
  }

  async save() {
    const answer = await this.ask("scenario", { experiment: this.actions.fitting(this.experiment), until_us: this.playback.latest_us || FIRST_US });
    if (!answer) return;
    if (!answer.archive) {
      this.problems.refuse(answer.problems, this.editors);
      return;
    }
    const bytes = Uint8Array.from(atob(answer.archive), (letter) => letter.charCodeAt(0));
    const link = make("a", { download: "experiment.zip", href: URL.createObjectURL(new Blob([bytes], { type: "application/zip" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  notice(text) {
    byId("notice").textContent = text;
    byId("notice").hidden = !text;
  }

  told(state, reason) {
    const texts = { ready: "Ready. Nothing that you write leaves this page.", busy: "Computing…", failed: `Cannot run: ${reason}` };
    byId("state").textContent = texts[state] || `${state[0].toUpperCase()}${state.slice(1)}…`;
    byId("run").disabled = !["ready", "busy"].includes(state);
    byId("stop").disabled = state !== "busy";
    this.lessons?.ready(this.simulator.ready);
    document.documentElement.dataset.state = state;
    if (state === "ready" && !document.documentElement.dataset.ready) {
      document.documentElement.dataset.ready = String(Math.round(performance.now()));
    }
    if (state === "ready" && this.wanted) this.start();
  }

  key(event) {
    if (event.defaultPrevented || event.altKey || byId("dialog").open) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      this.start();
    }
    if (event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea, .editor, [role=tablist]")) return;
    const keys = {
      p: () => (this.playback.playing ? this.playback.pause() : this.playback.play()), n: () => this.run && this.next(),
      "?": () => this.dialog.keys(),
    };
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  }
}

const response = await fetch(new URL("catalogue.json", import.meta.url));
const playground = new Playground(await response.json());
window.impsimPlayground = playground;
if (!(await playground.follow())) playground.open(latest() || playground.catalogue.examples[0].experiment, latest() ? "" : playground.catalogue.examples[0].about);

/** What was worked on when the page was last open. */
function latest() {
  try {
    return checked(JSON.parse(kept(STORE)));
  } catch (error) {
    return null;
  }
}
