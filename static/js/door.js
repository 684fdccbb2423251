import { Camera } from "./door-camera.js";
import { Panel, candidate, clock } from "./door-panel.js";
import { Queue, newNonce } from "./door-queue.js";
import { Recent } from "./door-recent.js";
import { allowSound, signal } from "./door-signals.js";

const CODE = /^\d{24}$/;
const NUMBER = /^\d{1,5}$/;
const FOREIGN = /[|:/?=;{]/;
const HELD = 2000;
const FRESH = 30000;

/** One field takes everything: a code read by a scanner, a badge number, a name. What it means is decided by the server. */
class Door {
  constructor(data) {
    this.data = data;
    this.form = document.getElementById("quet");
    this.input = this.form.elements.text;
    this.found = document.getElementById("tim-thay");
    this.panel = new Panel(document.getElementById("ket-qua"));
    this.coarse = matchMedia("(pointer: coarse)").matches;
    this.last = { text: "", at: 0 };
    this.searches = 0;
    this.recent = new Recent({
      box: document.getElementById("vua-ghi"),
      data,
      onUndo: (nonce, reason) => this.record({ undo: nonce, reason, how: "typed" }),
    });
    this.queue = new Queue({
      meeting: data.meeting,
      address: data.scans,
      token: document.querySelector('meta[name="csrf-token"]').content,
      onAnswers: (answers) => this.hear(answers),
      onState: (state, waiting) => this.tell(state, waiting),
    });
    this.install();
    this.rememberPlace();
    this.camera = new Camera({ box: document.getElementById("may-anh"), data, onCode: (text) => this.readByCamera(text) });
    this.queue.flush();
  }

  install() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.take(this.input.value.normalize("NFKC").trim());
    });
    // Some scanners send no Enter, and some input methods swallow it: 24 digits are a code as soon as they are there.
    this.input.addEventListener("input", () => {
      const text = this.input.value.normalize("NFKC").replace(/\s+/g, "");
      if (CODE.test(text)) this.take(text);
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input, select, textarea, button, summary, a");
      if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1) this.input.focus();
    });
    document.addEventListener("pointerdown", allowSound, { once: true });
  }

  take(text) {
    this.input.value = "";
    if (!text) return;
    allowSound();
    this.searches += 1;
    this.found.replaceChildren();
    const joined = text.replace(/\s+/g, "");
    if (NUMBER.test(joined)) this.record({ delegate: joined, how: "number" });
    else if (/\p{L}/u.test(text) && !FOREIGN.test(text)) this.lookUp(text);
    else this.record({ code: joined, how: "scanner" });
  }

  /** A code held before the camera is read many times: that is one scan. */
  readByCamera(text) {
    const now = Date.now();
    const held = text === this.last.text && now - this.last.at < HELD;
    this.last = { text, at: now };
    if (!held) this.record({ code: text, how: "camera" });
  }

  record(what) {
    const { phien, cua } = this.form.elements;
    const place = { session: phien.value, gate: cua.value.trim() };
    this.queue.add({ nonce: newNonce(), scanned_at: new Date().toISOString(), ...place, ...what });
    if (!this.coarse) this.input.focus();
  }

  async lookUp(text) {
    const { texts } = this.data;
    const mine = this.searches;
    let people = null;
    try {
      const answer = await fetch(`${this.data.people}&session=${this.form.elements.phien.value}&q=${encodeURIComponent(text)}`);
      if (answer.ok) ({ people } = await answer.json());
    } catch {
      // Said below: without the server no name can be looked up yet.
    }
    if (mine !== this.searches) return;
    if (!people) this.panel.say("warning", texts.nobodyWord, texts.searchOfflineText);
    else if (!people.length) this.panel.say("question", texts.nobodyWord, texts.nobodyText);
    else this.offer(people);
  }

  offer(people) {
    const { texts } = this.data;
    this.panel.say("people", texts.chooseWord, texts.chooseText);
    const choose = (person) => {
      this.found.replaceChildren();
      this.record({ delegate: person.number, how: "name" });
    };
    this.found.replaceChildren(...people.map((person) => candidate(person, texts, choose)));
    this.found.querySelector("button").focus();
  }

  hear(answers) {
    for (const answer of answers) {
      const { name, unit } = answer.facts;
      if (answer.verdict === "admitted") this.recent.add({ nonce: answer.nonce, name, unit, at: clock(answer.at) });
      if (answer.scan.undo) this.recent.drop(answer.scan.undo);
    }
    // What comes back from a long time offline is no longer standing at the door.
    const newest = answers.at(-1);
    if (newest && Date.now() - Date.parse(newest.scan.scanned_at) < FRESH) {
      this.panel.show(newest);
      signal(newest.tone);
    }
  }

  /** The state of the connection, in one line; the person at the door never sees an error of the network. */
  tell(state, waiting) {
    const { texts } = this.data;
    const line = document.getElementById("trang-thai");
    line.hidden = state === "online";
    line.textContent = state === "online" ? "" : texts[state].replace("{n}", waiting);
    if (state === "signedOut") {
      const link = document.createElement("a");
      link.href = this.data.signIn;
      link.textContent = texts.signInAgain;
      line.append(link);
    }
    if (state !== "online" && waiting) this.panel.say("clock", texts.recordedWord, texts.recordedText, "info");
  }

  /** Session and gate are chosen once and kept on this device. */
  rememberPlace() {
    const key = `door-place:${this.data.meeting}`;
    const { phien, cua } = this.form.elements;
    const summary = document.getElementById("noi-truc");
    const write = () => {
      localStorage.setItem(key, JSON.stringify({ phien: phien.value, cua: cua.value }));
      const names = { "{session}": phien.selectedOptions[0]?.text ?? "", "{gate}": cua.value };
      summary.textContent = this.data.texts.place.replace(/\{\w+\}/g, (name) => names[name]);
    };
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    if (kept) {
      if ([...phien.options].some((option) => option.value === kept.phien)) phien.value = kept.phien;
      cua.value = kept.cua;
      document.querySelector(".door__setup").open = false;
    }
    phien.addEventListener("change", write);
    cua.addEventListener("change", write);
    write();
  }
}

const holder = document.getElementById("door-data");
if (holder) new Door(JSON.parse(holder.textContent));
