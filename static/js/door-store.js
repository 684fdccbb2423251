/**
 * What this device keeps: paired doors, their lists, scans without an answer (queue) and what was decided here (log).
 * A change counts only after the browser says it is on the disk (strict durability, `complete`).
 */
const NAME = "cua-don";
const VERSION = 1;
const STORES = { doors: "id", lists: "door", queue: "nonce", log: "nonce" };

class Disk {
  constructor(database) {
    this.database = database;
    this.lasting = true;
  }

  all(store) {
    return asked(this.database.transaction(store).objectStore(store).getAll());
  }

  get(store, key) {
    return asked(this.database.transaction(store).objectStore(store).get(key));
  }

  /** Do all of `[[store, "put" | "delete", value or key] …]` or nothing. */
  change(steps) {
    if (!steps.length) return Promise.resolve();
    const names = [...new Set(steps.map(([store]) => store))];
    const work = this.database.transaction(names, "readwrite", { durability: "strict" });
    for (const [store, act, value] of steps) work.objectStore(store)[act](value);
    return new Promise((resolve, reject) => {
      work.addEventListener("complete", () => resolve());
      work.addEventListener("abort", () => reject(work.error));
    });
  }
}

/** Where the browser allows no disk (some private windows): it works, and the page says that closing it loses scans. */
class Memory {
  constructor() {
    this.kept = Object.fromEntries(Object.keys(STORES).map((store) => [store, new Map()]));
    this.lasting = false;
  }

  async all(store) {
    return [...this.kept[store].values()];
  }

  async get(store, key) {
    return this.kept[store].get(key);
  }

  async change(steps) {
    for (const [store, act, value] of steps) {
      if (act === "put") this.kept[store].set(value[STORES[store]], value);
      else this.kept[store].delete(value);
    }
  }
}

export async function openStore() {
  try {
    const opening = indexedDB.open(NAME, VERSION);
    opening.addEventListener("upgradeneeded", () => {
      for (const [store, keyPath] of Object.entries(STORES)) opening.result.createObjectStore(store, { keyPath });
    });
    return new Disk(await asked(opening));
  } catch {
    return new Memory();
  }
}

/** Take everything of a door off this device. */
export async function wipe(store, door) {
  const mine = (await store.all("log")).filter((entry) => entry.door === door);
  await store.change([
    ["lists", "delete", door],
    ["doors", "delete", door],
    ...mine.map((entry) => ["log", "delete", entry.nonce]),
  ]);
}

function asked(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}
