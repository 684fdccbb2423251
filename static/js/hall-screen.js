/**
 * Asks every two seconds whether somebody has come (ETag), and then takes the new section out of the page itself.
 * Where the network is away, the screen keeps what it shows and asks again.
 */
const PAUSE = 2000;

async function changed(address, known) {
  const answer = await fetch(address, { cache: "no-store", headers: known.tag ? { "If-None-Match": known.tag } : {} });
  if (answer.status !== 200) return false;
  known.tag = answer.headers.get("ETag") ?? "";
  return true;
}

async function fresh(section) {
  const answer = await fetch(location.href, { cache: "no-store" });
  if (!answer.ok) return section;
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(section.id);
  if (!found) return section;
  section.replaceWith(found);
  return found;
}

async function watch(first) {
  let section = first;
  const known = { tag: "" };
  for (;;) {
    await new Promise((over) => { setTimeout(over, PAUSE); });
    if (document.hidden) continue;
    try {
      if (await changed(section.dataset.newest, known)) section = await fresh(section);
    } catch {
      known.tag = "";
    }
  }
}

const section = document.getElementById("hall-screen");
if (section) watch(section);
