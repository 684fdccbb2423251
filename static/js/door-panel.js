/** The one panel that says what came of a scan; the next scan replaces it, no dialog ever has to be closed. */
import { made } from "./door-elements.js";

export class Panel {
  constructor(box, kept) {
    this.box = box;
    this.kept = kept;
    this.nonce = "";
  }

  /** Something that is no verdict on a person. */
  say(icon, word, sentence, tone = "warn") {
    this.show({ tone, icon, word, sentence, facts: {} });
  }

  show({ nonce = "", tone, icon, word, sentence, facts }) {
    this.nonce = nonce;
    this.kept.textContent = "";
    this.box.className = `verdict verdict--${tone}`;
    const use = this.slot("icon");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*$/, `#${icon}`));
    write(this.slot("word"), word);
    write(this.slot("sentence"), sentence);
    write(this.slot("name"), facts.name);
    this.slot("facts").hidden = !facts.name;
    for (const line of this.box.querySelectorAll("[data-fact]")) {
      const value = facts[line.dataset.fact];
      line.hidden = !value;
      line.querySelector("dd").textContent = value ?? "";
    }
  }

  /** Say under the panel where the scan shown in it lies now; nothing when another has replaced it. */
  note(nonce, text) {
    if (this.nonce === nonce) this.kept.textContent = text;
  }

  slot(name) {
    return this.box.querySelector(`[data-slot="${name}"]`);
  }
}

/** A person or a body found by name, to be tapped. */
export function candidate(name, about, choose) {
  const parts = [made("strong", { text: name }), made("span", { text: about.filter(Boolean).join(" · ") })];
  return made("li", {}, made("button", { type: "button", class: "door__person", on: { click: choose } }, ...parts));
}

function write(element, text) {
  element.textContent = text ?? "";
  element.hidden = !text;
}
