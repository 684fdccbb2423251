/** What this device decided in this shift: who came in here, and the last ten for taking back. */
import { earlier } from "./door-decide.js";

const MOST = 10;
const ECHO = 10000;
const INSIDE = new Set(["admitted", "repeat"]);

export class Arrivals {
  constructor(store, door) {
    Object.assign(this, { store, door });
    this.entries = new Map();
    this.people = new Map();
  }

  async load() {
    const kept = (await this.store.all("log")).filter((entry) => entry.door === this.door);
    for (const entry of kept.sort((one, other) => one.made - other.made)) this.note(entry);
  }

  note(entry) {
    const key = keyOf(entry.number, entry.session);
    if (!this.people.has(key)) this.people.set(key, new Map());
    this.people.get(key).set(entry.nonce, entry);
    this.entries.set(entry.nonce, entry);
  }

  get(nonce) {
    return this.entries.get(nonce);
  }

  /** The first arrival known here: this device's own scans, and what the list says of other doors. */
  first(person, session) {
    const mine = this.of(person.number, session);
    const own = mine.filter((entry) => !entry.undone && INSIDE.has(entry.verdict)).reduce((best, entry) => earlier(best, entry), undefined);
    const listed = person.inside?.[session];
    // The list may still hold what was taken back here a moment ago.
    const takenBack = listed && mine.some((entry) => entry.undone && entry.gate === listed.gate);
    return earlier(own, takenBack ? undefined : listed);
  }

  of(number, session) {
    return [...(this.people.get(keyOf(number, session))?.values() ?? [])];
  }

  /** The same badge held up again within ten seconds is the same arrival. */
  echo(person, session, now) {
    return this.of(person.number, session).find(
      (entry) => !entry.undone && entry.verdict === "admitted" && now - entry.made < ECHO,
    );
  }

  /** The last ten who were let in, newest first. */
  recent() {
    const shown = (entry) => (entry.verdict === "admitted" || entry.word) && !entry.undone && !entry.undo;
    return [...this.entries.values()].filter(shown).reverse().slice(0, MOST);
  }
}

function keyOf(number, session) {
  return `${number}|${session}`;
}
