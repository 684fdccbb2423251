/**
 * Scans wait in localStorage, one key each, until the server has answered their nonce: nothing is deleted before.
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
  constructor({ meeting, address, token, onAnswers, onState }) {
    this.prefix = `door:${meeting}:`;
    this.meeting = meeting;
    this.address = address;
    this.token = token;
    this.onAnswers = onAnswers;
    this.onState = onState;
    this.memory = new Map();
    this.wait = RETRY_FIRST;
    this.sending = false;
    addEventListener("online", () => this.flush());
  }

  /** Keep a scan and send what waits. A full or forbidden localStorage leaves it in memory, where it is sent from too. */
  add(scan) {
    try {
      localStorage.setItem(this.prefix + scan.nonce, JSON.stringify(scan));
    } catch {
      this.memory.set(scan.nonce, scan);
    }
    this.flush();
  }

  /** Scans without an answer, oldest first. */
  waiting() {
    const kept = [...this.memory.values()];
    for (let place = 0; place < localStorage.length; place += 1) {
      const key = localStorage.key(place);
      if (key.startsWith(this.prefix)) kept.push(JSON.parse(localStorage.getItem(key)));
    }
    return kept.sort((one, other) => (one.scanned_at < other.scanned_at ? -1 : 1));
  }

  forget(nonce) {
    localStorage.removeItem(this.prefix + nonce);
    this.memory.delete(nonce);
  }

  /** Send until nothing waits; one request at a time. */
  async flush() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    let state = "online";
    try {
      for (let scans = this.waiting(); scans.length && state === "online"; scans = this.waiting()) {
        state = await this.send(scans.slice(0, BATCH));
      }
    } finally {
      this.sending = false;
    }
    this.onState(state, this.waiting().length);
    this.later(state);
  }

  later(state) {
    this.wait = state === "online" ? RETRY_FIRST : Math.min(this.wait * 2, RETRY_MOST);
    if (state !== "online") this.timer = setTimeout(() => this.flush(), this.wait);
  }

  async send(scans) {
    const impatience = new AbortController();
    const timer = setTimeout(() => impatience.abort(), PATIENCE);
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        signal: impatience.signal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ meeting: this.meeting, sent_at: new Date().toISOString(), scans }),
      });
      return await this.read(answer, scans);
    } catch {
      return "offline";
    } finally {
      clearTimeout(timer);
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
    const answered = answers.filter((one) => known.has(one.nonce));
    for (const one of answered) this.forget(one.nonce);
    this.onAnswers(answered.map((one) => ({ ...one, scan: known.get(one.nonce) })));
    return answered.length ? "online" : "refused";
  }
}
