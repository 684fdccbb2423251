/** What this browser can do at the door, said plainly, and what to do about what it cannot. */
import { made } from "./door-elements.js";

/** Bring the offline copy of the page onto this device; true once all of it is there, false when it cannot be. */
export async function keepOffline(address) {
  if (!navigator.serviceWorker) return false;
  try {
    const registration = await navigator.serviceWorker.register(address, { scope: "/cua/" });
    const { installing, waiting, active } = registration;
    return active && !installing ? true : await settled(installing ?? waiting, registration);
  } catch {
    return false;
  }
}

function settled(worker, registration) {
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") resolve(true);
      if (worker.state === "redundant") resolve(Boolean(registration.active));
    });
  });
}

/** `offline` undefined: not known yet; `list` undefined: not asked. True when nothing has to be done about this browser. */
export function showHealth(box, texts, { offline, lasting, list }) {
  const camera = Boolean(navigator.mediaDevices?.getUserMedia);
  const lines = [
    [camera, texts.healthCamera, isSecureContext ? texts.healthCameraNone : texts.healthNoHttps],
    ...asked(offline, texts.healthOffline, isSecureContext ? texts.healthCertificate : texts.healthOfflineNone),
    [lasting, texts.healthKept, texts.healthNotKept],
    ...asked(list, texts.healthList, texts.healthNoList),
    [true, texts.healthAlways, ""],
  ];
  box.replaceChildren(...lines.map(([fine, good, bad]) => line(fine, fine ? good : bad, texts)));
  return camera && offline !== false && lasting;
}

function asked(fine, good, bad) {
  return fine === undefined ? [] : [[fine, good, bad]];
}

function line(fine, text, texts) {
  const word = made("strong", { text: fine ? texts.healthYes : texts.healthNo });
  return made("li", { class: fine ? "health health--ok" : "health health--no" }, word, made("span", { text }));
}
