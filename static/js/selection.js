let counting = 0;

/** While the server computes the page says for how long and lets it be stopped; a second press is of no use. */
function tellOfWork(event) {
  const form = event.target;
  if (!form.dataset.works || event.defaultPrevented || event.submitter?.value === "save") return;
  const [told, start] = [form.querySelector("[data-works-here]"), performance.now()];
  told.textContent = form.dataset.works;
  counting = setInterval(() => {
    told.textContent = `${form.dataset.works} ${Math.round((performance.now() - start) / 1000)} s`;
    document.querySelector("[data-stops]").hidden = false;
  }, 1000);
  form.setAttribute("aria-busy", "true");
  setTimeout(() => {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  });
}

function stopTelling() {
  clearInterval(counting);
  for (const form of document.querySelectorAll("[data-works]")) {
    form.removeAttribute("aria-busy");
    form.querySelector("[data-works-here]").textContent = "";
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
  for (const form of document.querySelectorAll("[data-stops]")) form.hidden = true;
}

document.addEventListener("submit", tellOfWork);
window.addEventListener("pageshow", stopTelling);
