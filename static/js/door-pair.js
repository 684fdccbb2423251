/** The pairing page: the secret comes in the address after #, which never goes over the wire by itself. */
import { keepOffline, showHealth } from "./door-health.js";
import { within } from "./door-queue.js";
import { openStore } from "./door-store.js";

const PATIENCE = 10000;
const RETRY = 3000;

async function pair(data, secret, say) {
  for (;;) {
    try {
      const answer = await fetch(data.pair, {
        method: "POST",
        signal: within(PATIENCE),
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ secret }),
      });
      if (answer.ok) return await answer.json();
      if (answer.status === 429) say(data.texts.pairTooOften);
      else if (answer.status < 500) return null;
    } catch {
      say(data.texts.pairWaiting);
    }
    await new Promise((over) => { setTimeout(over, RETRY); });
  }
}

function doorOf({ token, meeting, gate, gates, sessions, session, expires_at, server_time }) {
  const offset = server_time ? Date.parse(server_time) - Date.now() : 0;
  return {
    id: `device:${meeting.number}`, pairedAt: Date.now(), ended: "",
    token, meeting, gate, gates, sessions, session, expiresAt: expires_at, offset,
  };
}

async function start(data) {
  const line = document.getElementById("ghep-trang-thai");
  const say = (text, tone = "") => {
    line.textContent = text;
    line.className = `door__state ${tone}`;
  };
  const secret = location.hash.slice(1);
  // The secret opens a door once: it stays neither in the address nor in the browser's history.
  history.replaceState(null, "", location.pathname);
  const store = await openStore();
  const show = (offline) => showHealth(document.getElementById("may-nay"), data.texts, { offline, lasting: store.lasting });
  show(undefined);
  keepOffline(data.worker).then(show);
  navigator.storage?.persist?.();
  if (!secret) return say(data.texts.pairNoSecret);
  say(data.texts.pairing);
  const answer = await pair(data, secret, say);
  if (!answer) return say(data.texts.pairRefused, "door__state--bad");
  const door = doorOf(answer);
  await store.change([["doors", "put", door]]);
  localStorage.removeItem(`door-place:${door.id}`);
  return location.replace(data.shell);
}

const holder = document.getElementById("door-data");
if (holder) start(JSON.parse(holder.textContent));
