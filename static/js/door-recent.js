/** The last ten admissions of this device, each with an undo that asks why. */
const MOST = 10;

export class Recent {
  constructor({ box, data, onUndo }) {
    this.box = box;
    this.list = box.querySelector("ol");
    this.data = data;
    this.onUndo = onUndo;
    this.key = `door-recent:${data.meeting}`;
    try {
      this.entries = JSON.parse(sessionStorage.getItem(this.key)) ?? [];
    } catch {
      this.entries = [];
    }
    this.show();
  }

  add(entry) {
    this.entries = [entry, ...this.entries.filter((one) => one.nonce !== entry.nonce)].slice(0, MOST);
    this.show();
  }

  drop(nonce) {
    this.entries = this.entries.filter((one) => one.nonce !== nonce);
    this.show();
  }

  show() {
    sessionStorage.setItem(this.key, JSON.stringify(this.entries));
    this.box.hidden = !this.entries.length;
    this.list.replaceChildren(...this.entries.map((entry) => this.line(entry)));
  }

  line(entry) {
    const item = document.createElement("li");
    const text = document.createElement("span");
    text.textContent = `${entry.at} · ${entry.name} · ${entry.unit}`;
    item.append(text, button(this.data.texts.undo, () => this.ask(item, entry), `${this.data.texts.undo}: ${entry.name}`));
    return item;
  }

  ask(item, entry) {
    const reasons = this.data.reasons.map((reason) => button(reason, () => this.undo(entry, reason)));
    const question = document.createElement("span");
    question.textContent = this.data.texts.undoReason;
    item.replaceChildren(question, ...reasons, button(this.data.texts.undoNever, () => this.show()));
    reasons[0]?.focus();
  }

  undo(entry, reason) {
    this.show();
    this.onUndo(entry.nonce, reason);
  }
}

function button(label, act, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--secondary";
  made.textContent = label;
  if (name) made.setAttribute("aria-label", name);
  made.addEventListener("click", act);
  return made;
}
