/** What this device decided in this shift: who came in here, and the last ten for taking back. */
import { earlier, later } from "./door-decide.js";

const MOST = 10;
const ECHO = 10000;
const INSIDE = new Set(["admitted", "repeat", "returned"]);
const SHOWN = new Set(["admitted", "returned", "left"]);

export class Arrivals {
  constructor(store, door, list) {
    Object.assign(this, { store, door, list });
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

  /** What was scanned while the door was tried out is over with the trial. */
  stands(entry) {
    return !entry.trial || this.list.rehearsal;
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

  /** The exit after which they did not come in again, as far as is known here; undefined while they are inside. */
  out(person, session) {
    const mine = this.of(person.number, session);
    const listed = person.last?.[session];
    const takenBack = listed?.out && mine.some((entry) => entry.undone && entry.verdict === "left" && entry.gate === listed.gate);
    const passed = mine.filter((entry) => !entry.undone && (INSIDE.has(entry.verdict) || entry.verdict === "left"));
    const known = passed.map(({ at, gate, verdict }) => ({ at, gate, out: verdict === "left" }));
    const newest = known.reduce((last, entry) => later(entry, last), takenBack ? undefined : listed);
    return newest?.out ? newest : undefined;
  }

  of(number, session) {
    return [...(this.people.get(keyOf(number, session))?.values() ?? [])].filter((entry) => this.stands(entry));
  }

  /** The same badge held up again within ten seconds is the same arrival, or the same exit. */
  echo(person, session, now, leaving) {
    const same = (verdict) => (leaving ? verdict === "left" : verdict === "admitted" || verdict === "returned");
    return this.of(person.number, session).find((entry) => !entry.undone && same(entry.verdict) && now - entry.made < ECHO);
  }

  /** The last ten who were let in or out, newest first. */
  recent() {
    const shown = (entry) => (SHOWN.has(entry.verdict) || entry.word) && !entry.undone && !entry.undo;
    return [...this.entries.values()].filter((entry) => shown(entry) && this.stands(entry)).reverse().slice(0, MOST);
  }
}

function keyOf(number, session) {
  return `${number}|${session}`;
}
