/* Lessons: text, hints one at a time, a check by behaviour, and what was solved, which this browser remembers.
 *
 * The files of a lesson are those of the editors: each side has at most one of them.
 */
import { make } from "./viewer/cards.js";
import { byId, keep, kept } from "./dialog.js";
import { fromMarkdown } from "./markdown.js";

const SIDES = { device: ".device.nut", agent: ".agent.nut", world: ".world.yaml", scenario: ".scenario.yaml" };
const STORE = "impsim-lessons";
const FRAGMENT = /^#lesson=([\w-]+)$/;
const MOST_SEED = 1000000; // short enough to tell somebody

function remembered() {
  try {
    const found = JSON.parse(kept(STORE) || "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch (error) {
    return {};
  }
}

export class Lessons {
  /** page: open(experiment), files(): the texts by side, simulator, problems. */
  constructor(list, page) {
    this.list = list;
    this.page = page;
    this.work = remembered(); // lesson -> {solved, hints, files}
    this.current = null;
    byId("lesson-choice").hidden = list.length === 0;
    byId("lessons").addEventListener("change", () => this.open(byId("lessons").value));
    this.fill();
  }

  fill() {
    const options = this.list.map(({ name, number, title }) =>
      make("option", { value: name }, `${this.of(name).solved ? "✓ " : ""}${number} ${title}`));
    byId("lessons").replaceChildren(make("option", { value: "" }, "none"), ...options);
    byId("lessons").value = this.current ? this.current.name : "";
  }

  of(name) {
    return this.work[name] || {};
  }

  remember(name, change) {
    this.work = { ...this.work, [name]: { ...this.of(name), ...change } };
    keep(STORE, JSON.stringify(this.work));
  }

  /** Follows an address that names a lesson; gives whether it does. */
  follow(fragment) {
    const found = FRAGMENT.exec(fragment);
    return Boolean(found) && this.open(found[1]);
  }

  open(name) {
    const lesson = this.list.find((one) => one.name === name);
    this.current = lesson || null;
    byId("lessons").value = lesson ? name : "";
    byId("lesson").hidden = !lesson;
    if (!lesson) return false;
    window.history.replaceState(null, "", `#lesson=${name}`);
    const files = { ...lesson.start, ...this.of(name).files };
    const texts = Object.fromEntries(Object.entries(SIDES).map(([side, ending]) =>
      [side, files[Object.keys(lesson.start).find((file) => file.endsWith(ending))]]));
    this.show();
    this.page.open({ model: lesson.model || undefined, device: texts.device || "", agent: texts.agent || "", world: texts.world || "" },
      "", { scenario: texts.scenario, keepsLesson: true });
    return true;
  }

  /** The learner's files by name. */
  files() {
    const texts = this.page.texts();
    const found = {};
    for (const name of Object.keys(this.current.start)) {
      const side = Object.keys(SIDES).find((one) => name.endsWith(SIDES[one]));
      if (side) found[name] = texts[side];
    }
    return found;
  }

  /** Somebody has written something. */
  changed() {
    if (this.current) this.remember(this.current.name, { files: this.files() });
  }

  show() {
    const { title, number, minutes, text, name } = this.current;
    const body = fromMarkdown(text.replace(/^#\s.*\n/, ""), 2);
    this.hints = make("ol", { class: "hints" });
    this.hintButton = this.button("Hint", () => this.hint());
    this.checkButton = this.button("Check my program", () => this.check());
    this.checkButton.className = "main";
    this.result = make("div", { class: "result", role: "status" });
    this.anew = this.button("Begin it anew", () => this.beginAnew());
    const next = this.list[this.list.indexOf(this.current) + 1];
    this.nextButton = next ? this.button(`Next: ${next.title}`, () => this.open(next.name)) : "";
    byId("lesson").replaceChildren(
      make("header", {}, make("h2", { id: "lesson-title" }, `Lesson ${number}: ${title}`), make("p", { class: "note" }, `about ${minutes} minutes`)),
      make("div", { class: "text scrolls", tabindex: "0", role: "region", "aria-label": "Text of the lesson" }, ...body),
      make("div", { class: "do" }, this.checkButton, this.hintButton, this.anew, this.nextButton), this.result, this.hints);
    this.showHints(this.of(name).hints || 0);
    this.ready(this.page.ready());
  }

  button(label, act) {
    const made = make("button", { type: "button" }, label);
    made.addEventListener("click", act);
    return made;
  }

  ready(on) {
    if (this.checkButton) this.checkButton.disabled = !on;
  }

  hint() {
    const { name, hints } = this.current;
    const count = Math.min(hints.length, (this.of(name).hints || 0) + 1);
    this.remember(name, { hints: count });
    this.showHints(count);
  }

  showHints(count) {
    const { hints } = this.current;
    this.hints.replaceChildren(...hints.slice(0, count).map((hint) => make("li", {}, ...fromMarkdown(hint, 4))));
    this.hintButton.textContent = count < hints.length ? `Hint ${count + 1} of ${hints.length}` : "No more hints";
    this.hintButton.disabled = count >= hints.length;
  }

  beginAnew() {
    if (!window.confirm("Throw away what you wrote in this lesson?")) return;
    this.remember(this.current.name, { files: undefined });
    this.open(this.current.name);
  }

  async check() {
    const lesson = this.current;
    this.result.replaceChildren(make("p", {}, "Checking…"));
    const seed = Math.floor(Math.random() * MOST_SEED);
    const answer = await this.page.ask("lesson", { lesson: lesson.name, files: this.files(), seed });
    if (!answer || lesson !== this.current) return;
    if (answer.status === "pass") {
      this.remember(lesson.name, { solved: true });
      this.fill();
    }
    this.result.replaceChildren(...this.told(answer));
  }

  told({ status, outcomes, problem, log, seed }) {
    if (problem) return [make("p", { class: "failed" }, `It cannot be run: ${problem}`)];
    const items = outcomes.map((outcome) => make("li", { class: outcome.status === "pass" ? "passed" : "failed" },
      make("strong", {}, outcome.status === "pass" ? "holds" : "fails"), ` ${outcome.name}`,
      outcome.message ? make("pre", {}, outcome.message) : null));
    const head = status === "pass" ? "Solved: all of it holds, with other numbers each time." : "Not yet.";
    const lines = status === "pass" || !log.length ? []
      : [make("details", {}, make("summary", {}, "What the program wrote"), make("pre", { class: "scrolls", tabindex: "0" }, log.join("\n")))];
    return [make("p", { class: status === "pass" ? "passed" : "failed" }, head), make("ul", { class: "outcomes" }, ...items), ...lines,
      make("p", { class: "note" }, `seed ${seed}`)];
  }
}
