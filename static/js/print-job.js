/** Asks every second how far a large print has come, moves the bar, and loads the page anew when the state changes:
 *  when the work ends, and when its file has been fetched. */
const PAUSE = 1000;

async function watch(place) {
  for (;;) {
    await new Promise((over) => { setTimeout(over, PAUSE); });
    try {
      const answer = await fetch(place.dataset.progress, { cache: "no-store" });
      if (!answer.ok) continue;
      const { state, done, parts } = await answer.json();
      place.querySelector(".num").textContent = `${done} / ${parts}`;
      place.querySelector(".bar__fill").setAttribute("width", String(Math.floor((done * 1000) / parts)));
      if (state !== place.dataset.state) {
        location.reload();
        return;
      }
    } catch {
      // The server is busy or gone for a moment; the work goes on beside it and is asked about again.
    }
  }
}

const place = document.getElementById("viec");
if (place?.dataset.state === "running") watch(place);
if (place?.dataset.state === "done") document.addEventListener("submit", () => watch(place), { once: true });
