/** One shift of this door: where it stands, how fresh its list is, what waits, and its end, when everything is wiped. */
import { filled, made } from "./door-elements.js";
import { showHealth } from "./door-health.js";
import { credentials, within } from "./door-queue.js";
import { wipe } from "./door-store.js";

const POLL = 5000;
const PATIENCE = 10000;
const CLOCK_DIFFERS = 120000;
export const END_CODES = { device_revoked: "revoked", device_expired: "expired" };

export class Shift {
  constructor({ data, store, door, list, queue, offline, onList }) {
    Object.assign(this, { data, store, door, list, queue, onList });
    offline.then((fine) => {
      this.offline = fine;
      document.getElementById("may-nay").closest("details").open = !this.tellList();
    });
    this.form = document.getElementById("quet");
    this.line = document.getElementById("trang-thai");
    this.state = "online";
    this.waiting = 0;
  }

  get ended() {
    return Boolean(this.door.ended);
  }

  /** Session and gate this door stands at now, and whether people go out through it. */
  get place() {
    const { phien, cua, huong } = this.form.elements;
    return { session: phien.value, gate: cua.value.trim(), leaving: this.list.exits && huong.value === "ra" };
  }

  start(camera) {
    document.getElementById("hoi-nghi").textContent = this.door.meeting.title;
    this.rememberPlace();
    this.installRapid(camera);
    this.tellList();
    this.refresh();
    setInterval(() => this.tick(), POLL);
    addEventListener("online", () => this.refresh());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.refresh(); });
    addEventListener("beforeunload", (event) => { if (this.waiting && !this.store.lasting) event.preventDefault(); });
    this.finish();
  }

  /** A door that was not ended by hand ends with its day, with or without a network. */
  tick() {
    const { expiresAt, offset = 0 } = this.door;
    if (!this.ended && expiresAt && Date.now() + offset > Date.parse(expiresAt)) this.end("expired");
    else this.refresh();
  }

  /** Session and gate are chosen once and kept on this device. */
  rememberPlace() {
    const key = `door-place:${this.door.id}`;
    const { phien, cua, huong } = this.form.elements;
    const { sessions, gates, session, gate } = this.door;
    phien.replaceChildren(...sessions.map((one) => new Option(one.name, one.number)));
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") ?? { phien: session, cua: gate || gates[0] || "" };
    cua.replaceChildren(...[...new Set([...gates, gate, kept.cua])].filter(Boolean).map((name) => new Option(name, name)));
    if (sessions.some((one) => String(one.number) === String(kept.phien))) phien.value = kept.phien;
    cua.value = kept.cua;
    huong.value = kept.huong ?? "vao";
    const write = () => {
      localStorage.setItem(key, JSON.stringify({ phien: phien.value, cua: cua.value, huong: huong.value }));
      const names = { session: phien.selectedOptions[0]?.text, gate: cua.value };
      document.getElementById("noi-truc").textContent = filled(this.data.texts.place, names);
    };
    for (const field of [phien, cua, ...huong]) field.addEventListener("change", write);
    write();
  }

  /** Rapid mode: nothing but camera and verdict. */
  installRapid(camera) {
    const tick = document.getElementById("quet-nhanh");
    tick.closest("[data-rapid]").hidden = camera.button.hidden;
    tick.addEventListener("change", () => {
      document.querySelector(".door").classList.toggle("door--rapid", tick.checked);
      if (tick.checked) camera.start();
      else camera.stop();
    });
  }

  /** Ask for what changed in the list. */
  async refresh() {
    if (this.ended || this.asking || document.hidden) return;
    this.asking = true;
    try {
      const answer = await fetch(this.address, { cache: "no-store", signal: within(PATIENCE), headers: this.headers });
      await this.read(answer);
    } catch {
      this.tell("offline", this.waiting);
    } finally {
      this.asking = false;
    }
  }

  get address() {
    const { meeting, token } = this.door;
    const asked = new URLSearchParams({ since: this.list.version });
    if (!token) asked.set("meeting", meeting.number);
    return `${this.data.roster}?${asked}`;
  }

  get headers() {
    const { token } = this.door;
    return { ...(token ? credentials(token) : {}), ...(this.list.etag ? { "If-None-Match": this.list.etag } : {}) };
  }

  async read(answer) {
    const now = new Date().toISOString();
    if (answer.status === 200) await this.list.take(await answer.json(), answer.headers.get("ETag") ?? "", now);
    else if (answer.status === 304) await this.list.keep(now);
    else if (answer.status >= 500 || answer.status === 429) return this.tell("offline", this.waiting);
    else if (answer.status === 401) return this.refused(await answer.json().catch(() => ({})));
    else return undefined;
    this.tellList();
    this.onList();
    if (this.state === "offline") this.queue.flush();
    return undefined;
  }

  refused({ code }) {
    if (END_CODES[code]) return this.end(END_CODES[code]);
    return this.tell("signedOut", this.waiting);
  }

  /** Say how fresh the list is and what this browser can do; true when nothing has to be done about it. */
  tellList() {
    const { texts } = this.data;
    const fine = showHealth(document.getElementById("may-nay"), texts, {
      offline: this.offline, lasting: this.store.lasting, list: !this.list.isEmpty,
    });
    const about = { n: String(this.list.size), at: Date.parse(this.list.at) + (this.door.offset ?? 0) };
    document.getElementById("danh-sach").textContent = this.list.isEmpty ? texts.noList : filled(texts.list, about);
    document.getElementById("may-nay-ten").textContent = fine ? texts.healthGood : texts.healthLook;
    document.getElementById("chung-chi").hidden = this.offline !== false;
    if (!this.list.isEmpty) {
      document.getElementById("ra-vao").hidden = !this.list.exits;
      document.getElementById("tap-duot").hidden = !this.list.rehearsal;
      // Before the day a laptop's own door says that scans are meant, unless it is being tried out.
      document.getElementById("chua-den-ngay")?.toggleAttribute("hidden", this.list.rehearsal);
    }
    const offset = Math.abs(this.door.offset ?? 0);
    const differs = document.getElementById("lech-gio");
    differs.hidden = offset < CLOCK_DIFFERS || this.data.demo;
    differs.textContent = texts.clockDiffers.replace("{n}", Math.round(offset / 60000));
    return fine;
  }

  get words() {
    if (this.state === "offline" && !this.waiting) return "offlineEmpty";
    return this.state === "signedOut" && this.door.token ? "unpaired" : this.state;
  }

  /** The state of the connection, in one line; the person at the door never sees an error of the network. */
  tell(state, waiting) {
    this.state = state;
    this.waiting = waiting;
    const { texts } = this.data;
    if (this.ended) return this.finish();
    this.line.hidden = state === "online";
    this.line.textContent = state === "online" ? "" : texts[this.words].replace("{n}", waiting);
    // The kept page of a signed-in door has no way in of its own: its address leads to the sign-in.
    if (state === "signedOut" && !this.door.token) {
      this.line.append(made("a", { href: this.data.signIn ?? location.pathname, text: texts.signInAgain }));
    }
    return undefined;
  }

  /** The shift is over (closed here, expired, revoked): no scan any more; what waits is sent, then all of it is wiped. */
  async end(cause) {
    this.door.ended = cause;
    await this.store.change([["doors", "put", this.door]]);
    this.queue.flush();
    await this.finish();
  }

  async finish() {
    if (!this.ended) return;
    const { texts } = this.data;
    const waiting = (await this.queue.waiting()).length;
    document.getElementById("ban-lam-viec").hidden = true;
    this.line.hidden = false;
    this.line.textContent = `${texts[this.door.ended]} ${waiting ? texts.endWaiting.replace("{n}", waiting) : texts.endWiped}`;
    document.getElementById("ket-qua").hidden = true;
    document.getElementById("vua-ghi").hidden = true;
    if (!waiting) await wipe(this.store, this.door.id);
  }
}
