/** The last ten admissions of this device, each with an undo that asks why; a clock stands by those not sent yet. */
import { button, clock, made } from "./door-elements.js";

export class Recent {
  constructor({ box, data, arrivals, onUndo }) {
    Object.assign(this, { box, data, arrivals, onUndo });
    this.list = box.querySelector("ol");
  }

  show() {
    const entries = this.arrivals.recent();
    this.box.hidden = !entries.length;
    const held = document.activeElement;
    this.list.replaceChildren(...entries.map((entry) => (entry.nonce === this.asked?.nonce ? this.asked.item : this.line(entry))));
    if (this.asked?.item.contains(held)) held.focus();
  }

  line(entry) {
    const { texts } = this.data;
    const number = entry.number && texts.cardNumber.replace("{n}", entry.number);
    const about = [clock(entry.at), entry.verdict === "left" && texts.outside, entry.name, entry.deputy, number, entry.unit];
    const who = made("span", { text: about.filter(Boolean).join(" · ") });
    if (!entry.sent) who.append(made("span", { class: "door__waiting", text: ` · ${texts.waiting}` }));
    if (entry.word) who.append(made("strong", { class: "door__differs", text: `${texts.serverSays} ${entry.word}. ${entry.sentence}` }));
    const item = made("li", {}, who);
    item.append(button(texts.undo, () => this.ask(item, entry), "secondary", `${texts.undo}: ${entry.name}`));
    return item;
  }

  /** The question stands while answers and lists come in; only a choice, or another question, takes it away. */
  ask(item, entry) {
    const { texts, reasons } = this.data;
    const done = (act) => () => { this.asked = null; act(); };
    const choices = reasons.map((reason) => button(reason, done(() => this.onUndo(entry, reason))));
    const never = button(texts.undoNever, done(() => this.show()), "quiet");
    const question = entry.name ? texts.undoReasonOf.replace("{name}", entry.name) : texts.undoReason;
    item.replaceChildren(made("span", { text: question }), ...choices, never);
    this.asked = { nonce: entry.nonce, item };
    this.show();
    choices[0]?.focus();
  }
}
