/* Parts that are wired to the imp: what is there, what can be added, and what can be done to each. The tables of the
 * parts (impsim/device/parts) say all of it.
 */
import { make } from "./viewer/cards.js";
import { byId } from "./dialog.js";

export class Wiring {
  /** act(action): something is done to a part.  onChange(): another wiring. */
  constructor(kinds, act, onChange) {
    this.kinds = new Map(kinds.map((kind) => [kind.kind, kind]));
    this.act = act;
    this.onChange = onChange;
    this.parts = {};
    this.model = null;
  }

  set(parts, model) {
    this.parts = structuredClone(parts);
    this.model = model;
    this.show();
  }

  change(parts) {
    this.set(parts, this.model);
    this.onChange();
  }

  show() {
    const list = Object.entries(this.parts).map(([name, part]) => this.item(name, part));
    byId("parts").replaceChildren(make("ul", {}, ...list), this.form());
  }

  item(name, part) {
    const { kind, ...joined } = part;
    const told = Object.entries(joined).map(([terminal, where]) => ` ${terminal}: ${where}`).join("");
    const button = make("button", { type: "button", "aria-label": `Unwire ${name}` }, "×");
    button.addEventListener("click", () => {
      const { [name]: gone, ...others } = this.parts;
      this.change(others);
    });
    return make("li", {}, make("code", {}, `${name}: ${kind}${told}`), button);
  }

  /** A form that adds a part. */
  form() {
    const kinds = [...this.kinds.values()].filter((kind) => this.fits(kind));
    const kind = make("select", {}, ...kinds.map(({ kind: name }) => make("option", {}, name)));
    if (this.kinds.has("button")) kind.value = "button";
    const joints = make("span", { class: "joints" });
    const about = make("p", { class: "note" });
    const name = make("input", { autocomplete: "off", spellcheck: "false", size: 8, maxlength: 32 });
    const fill = () => {
      const chosen = this.kinds.get(kind.value);
      about.textContent = chosen ? chosen.about : "";
      name.value = this.fresh(kind.value);
      joints.replaceChildren(...(chosen ? this.terminals(chosen) : []));
    };
    kind.addEventListener("change", fill);
    fill();
    const made = make("form", { class: "other" }, make("label", {}, "Part ", kind), make("label", {}, "called ", name), joints,
      make("button", { type: "submit" }, "Wire it"), about);
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = [...joints.querySelectorAll("select")].filter(({ value }) => value).map((select) => [select.name, select.value]);
      if (name.value.trim()) this.change({ ...this.parts, [name.value.trim()]: { kind: kind.value, ...Object.fromEntries(chosen) } });
    });
    return made;
  }

  /** Whether the model has something for each terminal that has to be joined. */
  fits({ terminals, one_of }) {
    const there = (sort) => (this.model.joints[sort] || []).length > 0;
    return Object.values(terminals).every(({ sort, optional }) => optional || there(sort))
      && (!one_of.length || one_of.some((name) => there(terminals[name].sort)));
  }

  terminals({ terminals, one_of }) {
    return Object.entries(terminals).map(([name, { sort, optional }]) => {
      const needed = !optional || one_of[0] === name;
      const options = (this.model.joints[sort] || []).map((where) => make("option", {}, where));
      if (optional) options.unshift(make("option", { value: "" }, "–"));
      const select = make("select", { name }, ...options);
      if (needed && optional && options.length > 1) select.value = options[1].textContent;
      return make("label", {}, `${name} `, select);
    });
  }

  fresh(kind) {
    const base = kind.toLowerCase().replace(/\W/g, "");
    for (let number = 1; ; number++) {
      const name = number === 1 ? base : `${base}${number}`;
      if (!Object.hasOwn(this.parts, name)) return name;
    }
  }

  /** Groups of buttons: what can be done to each part. */
  groups() {
    return Object.entries(this.parts).flatMap(([name, part]) => {
      const kind = this.kinds.get(part.kind);
      if (!kind) return [];
      const controls = [...Object.entries(kind.quantities).map(([what, quantity]) => this.quantity(name, part, what, quantity)), this.faults(name, kind)];
      return controls.some(Boolean) ? [make("div", { class: "deed", role: "group", "aria-label": name }, make("span", { class: "what" }, name), ...controls)] : [];
    });
  }

  quantity(part, given, what, quantity) {
    if (what === "pressed") return this.button("Press", { do: "button.press", part });
    if (typeof quantity.default === "boolean") {
      return make("span", { class: "pair" }, `${what} `, this.button("yes", { do: "part.set", part, set: { [what]: true } }),
        this.button("no", { do: "part.set", part, set: { [what]: false } }));
    }
    const field = quantity.choices.length
      ? make("select", {}, ...quantity.choices.map((choice) => make("option", {}, choice)))
      : make("input", { size: 5, autocomplete: "off" });
    field.value = String(given[what] ?? quantity.default);
    const act = () => this.act({ do: "part.set", part, set: { [what]: typeof quantity.default === "number" && /^-?[\d.]+$/.test(field.value) ? Number(field.value) : field.value } });
    const made = make("form", { class: "pair" }, make("label", {}, `${what} `, field, quantity.unit ? ` ${quantity.unit}` : ""), make("button", { type: "submit" }, "Set"));
    made.addEventListener("submit", (event) => {
      event.preventDefault();
      act();
    });
    return made;
  }

  button(label, action) {
    const made = make("button", { type: "button" }, label);
    made.addEventListener("click", () => this.act(action));
    return made;
  }

  faults(part, { faults }) {
    const names = Object.keys(faults);
    if (!names.length) return null;
    const select = make("select", { "aria-label": `Fault of ${part}` }, ...names.map((name) => make("option", { title: faults[name] }, name)));
    const doing = (label, verb) => {
      const made = make("button", { type: "button" }, label);
      made.addEventListener("click", () => this.act({ do: verb, part, fault: select.value }));
      return made;
    };
    return make("span", { class: "pair" }, select, doing("Break", "part.fault"), doing("Mend", "part.mend"));
  }
}
