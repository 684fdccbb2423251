/** The door page of a paired device (/cua/) and of the laptop's own door (/cua/<number>): the same decisions, the same queue. */
import { Arrivals } from "./door-arrivals.js";
import { Door } from "./door-desk.js";
import { keepOffline } from "./door-health.js";
import { List } from "./door-list.js";
import { Queue } from "./door-queue.js";
import { openStore } from "./door-store.js";

/** Which door this page is: what the server wrote into it, or what this device kept of it. */
async function chosen(store, data) {
  if (data.door) {
    const offset = Date.parse(data.door.now) - Date.now();
    const door = { ...data.door, offset, ended: "" };
    await store.change([["doors", "put", door]]).catch(() => {});
    return door;
  }
  const number = location.pathname.match(/^\/cua\/(\d+)$/)?.[1];
  if (number) return store.get("doors", `session:${number}`);
  const paired = (await store.all("doors")).filter((door) => door.token);
  return paired.sort((one, other) => other.pairedAt - one.pairedAt)[0];
}

/** Scans of doors this device stood at before are sent as well. */
async function sendOthers(store, data, current) {
  for (const door of await store.all("doors")) {
    if (door.id === current) continue;
    const settled = () => [];
    const queue = new Queue({ store, address: data.scans, door, list: { version: 0 }, onAnswers: settled, onState: () => {} });
    if ((await queue.waiting()).length) queue.flush();
  }
}

/** The kept page knows no theme: what this browser chose is in a cookie. */
function dress() {
  const theme = document.cookie.match(/(?:^|; )theme=(light|dark)/)?.[1];
  if (theme) document.documentElement.dataset.theme = theme;
}

async function start(data) {
  dress();
  const store = await openStore();
  const offline = keepOffline(data.worker);
  const door = await chosen(store, data);
  document.getElementById("chua-ghep").hidden = Boolean(door);
  document.getElementById("cua-don").hidden = !door;
  if (!door) return;
  const list = new List(store, door.id);
  const arrivals = new Arrivals(store, door.id, list);
  await Promise.all([list.load(), arrivals.load()]);
  const desk = new Door({ data, store, door, list, arrivals, offline });
  desk.start();
  sendOthers(store, data, door.id);
}

const holder = document.getElementById("door-data");
if (holder) start(JSON.parse(holder.textContent));
