/**
 * Scans wait on this device's disk until the server has answered their nonce: nothing is deleted before.
 * States given to `onState`: online, offline (no server), signedOut (401, 403, a lost token), refused (any other 4xx).
 */
const BATCH = 200;
const RETRY_FIRST = 2000;
const RETRY_MOST = 15000;
const PATIENCE = 10000;

/** 32 hex digits; randomUUID is missing on plain http. */
export function newNonce() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Queue {
  constructor({ store, address, door, list, onAnswers, onState }) {
    Object.assign(this, { store, address, door, list, onAnswers, onState });
    this.memory = new Map();
    this.wait = RETRY_FIRST;
    addEventListener("online", () => this.flush());
  }

  /** Keep lines and what was decided about them; true when they lie on the disk, false when only this page holds them. */
  async add(lines, entries) {
    const kept = lines.map((line) => ({ door: this.door.id, nonce: line.nonce, line }));
    try {
      await this.store.change([
        ...kept.map((one) => ["queue", "put", one]),
        ...entries.map((entry) => ["log", "put", entry]),
      ]);
      return this.store.lasting;
    } catch {
      for (const one of kept) this.memory.set(one.nonce, one);
      return false;
    } finally {
      this.flush();
    }
  }

  /** Lines of this door without an answer, oldest first. */
  async waiting() {
    const kept = [...this.memory.values(), ...(await this.store.all("queue"))].filter((one) => one.door === this.door.id);
    return kept.map((one) => one.line).sort((one, other) => (one.scanned_at < other.scanned_at ? -1 : 1));
  }

  /** Send until nothing waits; one request at a time, also with several tabs open. */
  async flush() {
    clearTimeout(this.timer);
    this.again = true;
    if (this.sending) return;
    this.sending = true;
    let state = "online";
    try {
      while (this.again) {
        this.again = false;
        state = await alone(() => this.drain());
      }
    } finally {
      this.sending = false;
    }
    this.onState(state, (await this.waiting()).length);
    this.wait = state === "online" ? RETRY_FIRST : Math.min(this.wait * 2, RETRY_MOST);
    if (state !== "online") this.timer = setTimeout(() => this.flush(), this.wait);
  }

  async drain() {
    let state = "online";
    for (let lines = await this.waiting(); lines.length && state === "online"; lines = await this.waiting()) {
      state = await this.send(lines.slice(0, BATCH), Math.max(0, lines.length - BATCH));
    }
    return state;
  }

  async send(scans, left) {
    const { meeting, token } = this.door;
    const body = { meeting: meeting.number, sent_at: new Date().toISOString(), list_version: this.list.version, waiting: left, scans };
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        signal: within(PATIENCE),
        headers: { "Content-Type": "application/json", ...credentials(token) },
        body: JSON.stringify(body),
      });
      return await this.read(answer, scans);
    } catch {
      return "offline";
    }
  }

  async read(answer, scans) {
    if (answer.status >= 500 || answer.status === 429) return "offline";
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    if (!answer.ok || !isJson) {
      const code = isJson ? (await answer.json()).code : "";
      return answer.status === 401 || answer.status === 403 || (answer.status === 400 && code === "400") ? "signedOut" : "refused";
    }
    const { answers } = await answer.json();
    const known = new Map(scans.map((scan) => [scan.nonce, scan]));
    const answered = answers.filter((one) => known.has(one.nonce)).map((one) => ({ ...one, scan: known.get(one.nonce) }));
    const noted = this.onAnswers(answered);
    await this.store.change([
      ...answered.map((one) => ["queue", "delete", one.nonce]),
      ...noted.map((entry) => ["log", "put", entry]),
    ]);
    for (const one of answered) this.memory.delete(one.nonce);
    return answered.length ? "online" : "refused";
  }
}

/** A signal to give up after so many milliseconds; AbortSignal.timeout is missing on phones of a few years ago. */
export function within(milliseconds) {
  const impatience = new AbortController();
  setTimeout(() => impatience.abort(), milliseconds);
  return impatience.signal;
}

/** How a door shows who it is: a paired device by its token, the laptop's own door by its session. */
export function credentials(token) {
  if (token) return { Authorization: `Bearer ${token}` };
  return { "X-CSRFToken": document.querySelector('meta[name="csrf-token"]')?.content ?? "" };
}

/** Locks are held back on plain http; there the same nonce sent by two tabs is still one scan. */
function alone(work) {
  return navigator.locks ? navigator.locks.request("cua-don-gui", work) : work();
}
