/** The one panel that says what came of a scan; the next scan replaces it, no dialog ever has to be closed. */
export class Panel {
  constructor(box) {
    this.box = box;
  }

  /** Something that is no verdict on a person. */
  say(icon, word, sentence, tone = "warn") {
    this.show({ tone, icon, word, sentence, facts: {} });
  }

  show({ tone, icon, word, sentence, facts }) {
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

  slot(name) {
    return this.box.querySelector(`[data-slot="${name}"]`);
  }
}

/** A person found by name, to be tapped; people of one name are told apart by year of birth and unit. */
export function candidate(person, texts, choose) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const name = document.createElement("strong");
  const about = document.createElement("span");
  button.type = "button";
  button.className = "door__person";
  name.textContent = person.name;
  const parts = [person.birth_year, person.unit, texts.cardNumber.replace("{n}", person.number), person.inside && texts.inside];
  about.textContent = parts.filter(Boolean).join(" · ");
  button.append(name, about);
  button.addEventListener("click", () => choose(person));
  item.append(button);
  return item;
}

/** A moment as clocks in Vietnam show it. */
export function clock(moment) {
  return new Date(moment).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
}

function write(element, text) {
  element.textContent = text ?? "";
  element.hidden = !text;
}
