/* What can be done to the imp and its world at a moment: buttons for faults, for the parts that are wired, and a line for
 * any verb of scenario files; and the list of what was done, from which each can be taken again.
 */
import { make } from "./viewer/cards.js";
import { shown, timeText } from "./viewer/state.js";
import { byId } from "./dialog.js";
import { Wiring } from "./wiring.js";

export class Actions {
  /** act(action without its time), remove(index), wire(): what the page does about it. */
  constructor(catalogue, { act, remove, wire }) {
    this.faults = catalogue.faults;
    this.list = [];
    this.act = act;
    this.remove = remove;
    this.known = null;
    this.wiring = new Wiring(catalogue.parts, act, () => {
      this.show();
      wire();
    });
    byId("other").addEventListener("submit", (event) => {
      event.preventDefault();
      this.other();
    });
  }

  get parts() {
    return this.wiring.parts;
  }

  set({ actions, parts }, model) {
    this.list = structuredClone(actions);
    this.known = model;
    this.wiring.set(parts, model);
    this.show();
  }

  set model(model) {
    if (model === this.known) return;
    this.known = model;
    this.wiring.set(this.wiring.parts, model);
    this.show();
  }

  /** In the order of time; of those at the same moment the latest comes last. */
  add(action) {
    this.list = [...this.list, action].sort((one, other) => one.at_us - other.at_us);
    this.show();
  }

  take(index) {
    const action = this.list[index];
    this.list = this.list.filter((_, other) => other !== index);
    this.show();
    return action;
  }

  /** Why the model cannot have an action happen to it, or "". */
  misfit(action) {
    if (action.part !== undefined && !Object.hasOwn(this.parts, action.part)) return `nothing called ${action.part} is wired`;
    const grouped = this.faults.some(({ buttons }) => buttons.some((button) => button.do === action.do));
    return grouped && this.known.verbs.length && !this.known.verbs.includes(action.do) ? `the ${this.known.name} has none` : "";
  }

  /** The experiment without what cannot happen. */
  fitting(experiment) {
    return { ...experiment, actions: experiment.actions.filter((action) => !this.misfit(action)) };
  }

  show() {
    const { verbs } = this.known;
    const groups = this.faults
      .map((group) => ({ ...group, buttons: group.buttons.filter((button) => verbs.includes(button.do)) }))
      .filter(({ buttons }) => buttons.length);
    byId("faults").replaceChildren(...groups.map((group) => this.group(group)), ...this.wiring.groups());
    byId("verbs").replaceChildren(...verbs.map((verb) => make("option", { value: verb })));
    byId("actions-part").hidden = this.list.length === 0;
    byId("actions").replaceChildren(...this.list.map((action, index) => this.item(action, index)));
  }

  group({ label, buttons }) {
    return make("div", { class: "deed", role: "group", "aria-label": label }, make("span", { class: "what" }, label),
      ...buttons.map((button) => {
        const made = make("button", { type: "button", "data-do": button.do }, button.label);
        made.addEventListener("click", () => this.act({ do: button.do, ...button.args }));
        return made;
      }));
  }

  item(action, index) {
    const { at_us, do: verb, ...args } = action;
    const misfit = this.misfit(action);
    const button = make("button", { type: "button", "aria-label": `Take back ${verb} at ${timeText(at_us)}` }, "×");
    button.addEventListener("click", () => this.remove(index));
    const told = Object.entries(args).map(([name, value]) => ` ${name}=${typeof value === "string" ? value : shown(value)}`).join("");
    return make("li", { class: misfit ? "misfit" : "" }, make("span", { class: "time" }, timeText(at_us)), make("code", {}, verb + told),
      misfit ? make("span", { class: "more" }, misfit) : null, button);
  }

  other() {
    const verb = byId("verb").value.trim();
    const text = byId("args").value.trim();
    let args = {};
    try {
      if (text) args = JSON.parse(text);
      if (!verb || typeof args !== "object" || Array.isArray(args) || args === null) throw new Error();
      byId("args").setCustomValidity("");
    } catch (error) {
      byId("args").setCustomValidity('A table in JSON is expected, like {"latency": "2s"}');
      byId("args").reportValidity();
      byId("args").addEventListener("input", () => byId("args").setCustomValidity(""), { once: true });
      return;
    }
    this.act({ ...args, do: verb });
  }
}
