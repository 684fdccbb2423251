/** While the server computes the page says so, and a second press is of no use. */
function tellOfWork(event) {
  const form = event.target;
  if (!form.dataset.works || event.defaultPrevented || event.submitter?.value === "save") return;
  form.querySelector("[data-works-here]").textContent = form.dataset.works;
  form.setAttribute("aria-busy", "true");
  setTimeout(() => {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  });
}

function stopTelling() {
  for (const form of document.querySelectorAll("[data-works]")) {
    form.removeAttribute("aria-busy");
    form.querySelector("[data-works-here]").textContent = "";
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
}

document.addEventListener("submit", tellOfWork);
window.addEventListener("pageshow", stopTelling);
