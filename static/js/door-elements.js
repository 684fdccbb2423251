/** Small things every part of the door page makes. */

/** `made("button", { class: "button", text: "Hủy" }, child …)`. */
export function made(tag, { text, on, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  if (text !== undefined) element.textContent = text;
  for (const [name, act] of Object.entries(on ?? {})) element.addEventListener(name, act);
  element.append(...children);
  return element;
}

export function button(label, act, look = "secondary", name = undefined) {
  return made("button", { type: "button", class: `button button--${look}`, text: label, "aria-label": name, on: { click: act } });
}

/** `{name}` in a sentence is what is called so; lists are joined, moments are clocks. */
export function filled(template, facts) {
  return template.replace(/\{(\w+)\}/g, (_, name) => shown(name, facts[name]));
}

function shown(name, value) {
  if (name === "at" && value) return clock(value);
  return Array.isArray(value) ? value.join("; ") : (value ?? "");
}

/** A moment as clocks in Vietnam show it. */
export function clock(moment) {
  return new Date(moment).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
}
