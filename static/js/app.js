import { installConfirm, installGuard, installOnce } from "./forms.js";

const YEAR = 365 * 24 * 3600;

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
}

// A cookie and not localStorage: the server writes the theme into the page, so nothing flashes while it loads.
function switchTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
}

function installTheme() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.addEventListener("click", switchTheme);
  }
}

function installPrint() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

function installAutosubmit() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
  });
}

function isTyping(element) {
  return element.isContentEditable || element.matches("input, textarea, select");
}

function installSearchKey() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const field = document.querySelector("[data-search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

function installPanels() {
  const close = (panel) => { panel.open = false; };
  document.addEventListener("click", (event) => {
    for (const panel of document.querySelectorAll("details[data-popover][open]")) {
      if (!panel.contains(event.target)) close(panel);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const panel of document.querySelectorAll("details[data-popover][open]")) {
      close(panel);
      panel.querySelector("summary").focus();
    }
  });
}

function installCheckAll() {
  document.addEventListener("change", (event) => {
    const name = event.target.dataset.checkAll;
    if (!name) return;
    const scope = event.target.form ?? event.target.closest("table");
    for (const box of scope.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]`)) box.checked = event.target.checked;
  });
}

function installCopy() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.querySelector(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.value ?? source.innerText);
      button.dataset.copied = "";
      if (button.dataset.copiedLabel) button.textContent = button.dataset.copiedLabel;
    } catch {
      getSelection().selectAllChildren(source);
    }
  });
}

function showCurrentInStrips() {
  for (const strip of document.querySelectorAll("[data-strip]")) {
    const current = strip.querySelector("[aria-current]");
    if (current && strip.scrollWidth > strip.clientWidth) {
      strip.scrollLeft = current.offsetLeft - (strip.clientWidth - current.offsetWidth) / 2;
    }
  }
}

installTheme();
installPrint();
installAutosubmit();
installSearchKey();
installPanels();
installCheckAll();
installCopy();
installConfirm();
installGuard();
installOnce();
showCurrentInStrips();
document.querySelector("[data-focus]")?.focus();
if (document.querySelector("[data-sort-url]")) import("./sortable-list.js").then((lists) => lists.install());
