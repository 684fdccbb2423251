/** The next step after a verdict, one tap each: let in all the same, the whole delegation, somebody comes instead. */
import { button, made } from "./door-elements.js";

export class NextStep {
  constructor(box, data) {
    this.box = box;
    this.data = data;
  }

  clear() {
    this.box.replaceChildren();
  }

  /** Buttons `[label, act]` of what may follow. */
  offer(steps) {
    this.box.replaceChildren(...steps.map(([label, act]) => button(label, act)));
  }

  /** Ask for one of these reasons. */
  reasons(question, choices, done) {
    const { texts } = this.data;
    const shown = choices.map((reason) => button(reason, () => { this.clear(); done(reason); }));
    this.box.replaceChildren(made("p", { text: question }), ...shown, button(texts.never, () => this.clear(), "quiet"));
    shown[0].focus();
  }

  /** Ask for something to be typed: `fields` are `[name, label, longest]`, the first one is needed. */
  form(question, fields, confirm, done) {
    const { texts } = this.data;
    const typed = fields.map(([name, label, longest]) => {
      const input = made("input", { id: `them-${name}`, name, type: "text", maxlength: longest, autocomplete: "off" });
      return made("div", { class: "field" }, made("label", { class: "field__label", for: input.id, text: label }), input);
    });
    const actions = made("div", { class: "actions" }, made("button", { class: "button button--primary", text: confirm }));
    actions.append(button(texts.never, () => this.clear(), "quiet"));
    const form = made("form", { class: "form" }, made("p", { text: question }), ...typed, actions);
    form.querySelector("input").required = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const values = Object.fromEntries(fields.map(([name]) => [name, form.elements[name].value.trim()]));
      if (!values[fields[0][0]]) return;
      this.clear();
      done(values);
    });
    this.box.replaceChildren(form);
    form.querySelector("input").focus();
  }

  /** The list of a body: everybody who is not in is ticked; who is absent is unticked; one tap records the rest. */
  delegation(unit, people, isInside, done) {
    const { texts } = this.data;
    const boxes = people.map((person) => this.member(person, isInside(person)));
    const question = made("p", { class: "door__group-name", text: texts.group.replace("{unit}", unit) });
    const form = made("form", { class: "form door__group" }, question);
    const confirm = made("button", { class: "button button--primary" });
    const chosen = () => people.filter((_, place) => boxes[place].input.checked && !boxes[place].input.disabled);
    const count = () => {
      confirm.textContent = texts.groupConfirm.replace("{n}", chosen().length);
      confirm.disabled = !chosen().length;
    };
    form.append(made("ul", { class: "door__members" }, ...boxes.map((one) => one.item)));
    form.append(made("div", { class: "actions" }, confirm, button(texts.never, () => this.clear(), "quiet")));
    form.addEventListener("change", count);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const arrived = chosen();
      this.clear();
      done(arrived);
    });
    count();
    this.box.replaceChildren(form);
    confirm.focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest" });
  }

  member(person, inside) {
    const input = made("input", { type: "checkbox", checked: true, disabled: inside });
    const { cardNumber, seatAt, inside: there } = this.data.texts;
    const about = [cardNumber.replace("{n}", person.number), person.seat && seatAt.replace("{seat}", person.seat), inside && there].filter(Boolean);
    const label = made("label", { class: "choice" }, input, made("span", { text: `${person.name} · ${about.join(" · ")}` }));
    return { input, item: made("li", {}, label) };
  }
}
