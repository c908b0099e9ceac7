/* What is wrong with the programs: a list below the editor, and marks in it. */
import { make } from "./viewer/cards.js";
import { timeText } from "./viewer/state.js";
import { byId } from "./dialog.js";

const SIDES = ["device", "agent", "world"];

export class Problems {
  /** onGo(side, line, column): somebody wants to see the place.  onExplain(code): what a code means. */
  constructor(onGo, onExplain) {
    this.onGo = onGo;
    this.onExplain = onExplain;
  }

  /** What a look at the programs has found: they may have been mended since a run was refused. */
  show(problems, editors) {
    this.found = problems;
    this.refused = (this.refused || []).filter(({ side }) => side !== "device" && side !== "agent");
    this.draw(editors);
  }

  /** Why a run was refused; nothing if it was not. */
  refuse(problems, editors) {
    this.refused = problems;
    this.draw(editors);
  }

  /** Why they have failed so far. */
  failed(failures, editors) {
    if (failures.length === (this.failures || []).length && failures.every((failure, index) => failure === this.failures[index])) return;
    this.failures = failures;
    this.draw(editors);
  }

  draw(editors) {
    const every = [...(this.refused || []), ...(this.found || []), ...(this.failures || [])];
    const once = new Map(every.map((problem) => [JSON.stringify(problem), problem]));
    const problems = [...once.values()];
    const told = [...once.keys()].join();
    if (told === this.drawn) return; // somebody may be among the buttons
    this.drawn = told;
    for (const side of SIDES) editors[side].show(problems.filter((problem) => problem.side === side));
    byId("problems-panel").hidden = problems.length === 0;
    byId("problems").replaceChildren(...problems.map((problem) => this.item(problem)));
  }

  item(problem) {
    const { side, line, column, message, why, hint, code, severity, t_us } = problem;
    const where = side ? `${side} ${line}:${column}` : "";
    const place = side && line
      ? make("button", { type: "button", class: "place" }, where)
      : null;
    if (place) place.addEventListener("click", () => this.onGo(side, line, column));
    return make("li", { class: severity === "warning" ? "warning" : "error" },
      make("p", {}, make("strong", {}, severity === "warning" ? "Warning" : "Error"), t_us === undefined ? "" : ` at ${timeText(t_us)}`, " ", place, " ", message, " ", this.explained(code)),
      why ? make("p", { class: "note" }, why) : null,
      hint ? make("p", { class: "note" }, `Hint: ${hint}`) : null);
  }

  /** A button for the page of a code, if it has one. */
  explained(code) {
    if (!/^[A-Z]\d{3}$/.test(code)) return null;
    const button = make("button", { type: "button", class: "place" }, code);
    button.setAttribute("aria-label", `What ${code} means`);
    button.addEventListener("click", () => this.onExplain(code));
    return button;
  }
}
