/** The list of this device: kept on its disk, looked up in memory, brought up to date from the server behind the scenes. */
import { searchKey } from "./door-reading.js";

const MOST = 20;
const UNITS = 3;
const LEAST_LETTERS = 2;
const TRIAL = 12 * 3600 * 1000;

export class List {
  constructor(store, door) {
    this.store = store;
    this.door = door;
    this.fill({ version: 0, etag: "", at: "", people: [] });
  }

  async load() {
    const kept = await this.store.get("lists", this.door);
    if (kept) this.fill(kept);
  }

  /** Whether the door is being tried out (`rehearsal`), records who goes out (`exits`), the server matches citizen `cards`. */
  fill({ version, etag, at, people, rehearsal = false, exits = false, cards = false }) {
    Object.assign(this, { version, etag, at, rehearsal, exits, cards });
    this.entries = new Map(people.map((person) => [keyOf(person), person]));
    this.index();
  }

  /** One entry answers for a person's number (`main`); each dead code is an entry of its own. */
  index() {
    this.numbers = new Map();
    for (const person of this.entries.values()) if (person.main) this.numbers.set(String(person.number), person);
  }

  /** Whether this device was told, not too long ago by its own clock, that the door is being tried out. */
  get isTrial() {
    return this.rehearsal && Date.now() - Date.parse(this.at) < TRIAL;
  }

  get isEmpty() {
    return !this.entries.size;
  }

  get size() {
    return this.numbers.size;
  }

  byDigest(digest) {
    return this.entries.get(digest);
  }

  byNumber(number) {
    return this.numbers.get(String(number));
  }

  /** Take in what the server sent: everything (`full`) or what changed since. */
  async take(answer, etag, at) {
    if (answer.full) this.entries = new Map();
    for (const key of answer.removed ?? []) this.entries.delete(key);
    for (const person of answer.people) this.entries.set(keyOf(person), person);
    const { version, rehearsal, exits, cards } = answer;
    Object.assign(this, { version, etag, rehearsal, exits, cards });
    this.index();
    await this.keep(at);
  }

  /** Note that the list was right at this moment; on the disk too. */
  async keep(at) {
    this.at = at;
    const { door, version, etag, rehearsal, exits, cards } = this;
    const people = [...this.entries.values()];
    await this.store.change([["lists", "put", { door, version, etag, at, rehearsal, exits, cards, people }]]);
  }

  /** At most 20 people with a word beginning with each word typed, and bodies whose name begins so. */
  search(text) {
    const words = searchKey(text).split(" ").filter(Boolean);
    if (words.join("").length < LEAST_LETTERS) return { people: [], units: [] };
    const people = [...this.numbers.values()].filter((person) => begins(person.key, words));
    const units = [...new Set([...this.numbers.values()].map((person) => person.unit))];
    return {
      people: people.slice(0, MOST),
      units: units.filter((unit) => unit && begins(searchKey(unit), words)).slice(0, UNITS),
    };
  }

  /** Those of a body whose badge is good, by number. */
  ofUnit(unit) {
    const members = [...this.numbers.values()].filter((person) => person.unit === unit && person.standing === "live");
    return members.sort((one, other) => Number(one.number) - Number(other.number));
  }
}

function keyOf(person) {
  return person.digest || `#${person.number}`;
}

function begins(key, words) {
  return words.every((word) => ` ${key}`.includes(` ${word}`));
}
