/**
 * Asks every two seconds whether the counts have changed (ETag), and then takes the new section out of the page itself.
 * The first answer counts as a change: someone may have come in since the page was made.
 */
const PAUSE = 2000;
let tag = "";

async function changed(address) {
  const answer = await fetch(address, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} });
  if (answer.status !== 200) return false;
  tag = answer.headers.get("ETag") ?? "";
  return true;
}

async function replace(section) {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return section;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(section.id);
  if (!fresh) return section;
  section.replaceWith(fresh);
  return fresh;
}

async function watch(section) {
  let shown = section;
  for (;;) {
    await new Promise((over) => { setTimeout(over, PAUSE); });
    if (document.hidden) continue;
    try {
      if (await changed(shown.dataset.live)) shown = await replace(shown);
    } catch {
      // The hall's network comes and goes; the figures stay as they were and are asked for again.
    }
  }
}

const section = document.getElementById("live");
if (section) watch(section);
