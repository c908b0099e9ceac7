/* Expressions that are watched: their values stand on the card, here they come and go. */
import { make } from "./viewer/cards.js";
import { byId } from "./dialog.js";

export class Watches {
  /** onChange(texts) */
  constructor(onChange) {
    this.texts = [];
    this.reasons = [];
    this.onChange = onChange;
    byId("watch-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = byId("watch").value.trim();
      byId("watch").value = "";
      if (text && !this.texts.includes(text)) this.change([...this.texts, text]);
    });
  }

  set(texts) {
    this.texts = texts;
    this.reasons = [];
    this.show();
  }

  change(texts) {
    this.set(texts);
    this.onChange(texts);
  }

  /** What is wrong with each, or "". */
  refused(reasons) {
    this.reasons = reasons;
    this.show();
  }

  show() {
    byId("watches").replaceChildren(...this.texts.map((text, index) => {
      const button = make("button", { type: "button", "aria-label": `Watch ${text} no more` }, "×");
      button.addEventListener("click", () => this.change(this.texts.filter((_, other) => other !== index)));
      return make("li", {}, make("code", {}, text), this.reasons[index] ? make("span", { class: "more" }, ` ${this.reasons[index]}`) : null, button);
    }));
  }
}
