// The stage page follows the clock of the server: its middle is read again, the rest of the page stays.

const SECOND = 1000;

async function refresh() {
  const stage = document.querySelector("[data-refresh]");
  if (document.hidden || stage.contains(document.activeElement)) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-refresh]");
  if (fresh) stage.replaceWith(document.importNode(fresh, true));
}

const wait = Number(document.querySelector("[data-refresh]").dataset.refresh) * SECOND;
// A lost connection leaves the last state on the screen; the next round tries again.
setInterval(() => refresh().catch(() => {}), wait);
