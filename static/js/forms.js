function openDialog(text) {
  const dialog = document.getElementById("confirm-template").content.firstElementChild.cloneNode(true);
  dialog.querySelector("[data-confirm-text]").textContent = text;
  document.body.append(dialog);
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answered) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answered(dialog.returnValue === "yes");
    });
  });
}

/** Ask before a form with data-confirm, or sent by a button with data-confirm, goes out. */
export function installConfirm() {
  const agreed = new WeakSet();
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const text = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (!text || agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (await openDialog(text)) {
      agreed.add(form);
      form.requestSubmit(submitter);
    } else {
      submitter?.focus();
    }
  }, true);
}

function snapshot(form) {
  const held = new FormData(form);
  held.delete("csrf_token");
  return JSON.stringify([...held].map(([name, value]) => [name, value instanceof File ? value.name : value]));
}

/** Warn before input in a form with data-guard is left unsent. */
export function installGuard() {
  const first = new Map([...document.querySelectorAll("form[data-guard]")].map((form) => [form, snapshot(form)]));
  const answeredWithErrors = (form) => form.querySelector(".summary") !== null;
  let leaving = false;
  document.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    const unsaved = [...first].some(([form, text]) => form.isConnected && (answeredWithErrors(form) || snapshot(form) !== text));
    if (!leaving && unsaved) event.preventDefault();
  });
}

const PAUSE = 700;

/** A form that changes something goes out once when its button is clicked twice in a row, nothing typed in between. */
export function installOnce() {
  const sent = new WeakMap();
  document.addEventListener("input", (event) => sent.delete(event.target.form));
  document.addEventListener("submit", (event) => {
    const { target: form, submitter, timeStamp: at } = event;
    if (event.defaultPrevented || form.method !== "post") return;
    const before = sent.get(form);
    if (before && at - before.at < PAUSE && before.submitter === submitter) event.preventDefault();
    else sent.set(form, { at, submitter });
  });
}
