/** The desk at the door: what is read or typed becomes a verdict at once, a line on the disk, and a line under way. */
import { Camera } from "./door-camera.js";
import { holderOf } from "./door-card.js";
import { decide } from "./door-decide.js";
import { Decoder } from "./door-decoder.js";
import { digestOf } from "./door-digest.js";
import { filled } from "./door-elements.js";
import { NextStep } from "./door-next.js";
import { Panel, candidate } from "./door-panel.js";
import { Queue, newNonce } from "./door-queue.js";
import { isBadgeCode, joined, understand } from "./door-reading.js";
import { Recent } from "./door-recent.js";
import { allowSound, signal } from "./door-signals.js";
import { END_CODES, Shift } from "./door-shift.js";

const HELD = 2000;
const FRESH = 30000;
const DIGITS = 24;

export class Door {
  constructor({ data, store, door, list, arrivals, offline }) {
    Object.assign(this, { data, store, door, list, arrivals });
    this.form = document.getElementById("quet");
    this.input = this.form.elements.text;
    this.found = document.getElementById("tim-thay");
    this.panel = new Panel(document.getElementById("ket-qua"), document.getElementById("da-giu"));
    this.next = new NextStep(document.getElementById("viec-tiep"), data);
    this.coarse = matchMedia("(pointer: coarse)").matches;
    this.last = { text: "", at: 0 };
    this.turn = 0;
    this.recent = new Recent({
      box: document.getElementById("vua-ghi"), data, arrivals, onUndo: (entry, reason) => this.undo(entry, reason),
    });
    this.queue = new Queue({
      store, door, list, address: data.scans,
      onAnswers: (answers) => this.hear(answers),
      onState: (state, waiting) => this.shift.tell(state, waiting),
    });
    this.shift = new Shift({ data, store, door, list, queue: this.queue, offline, onList: () => this.listCame() });
  }

  /** A name that was typed before the first list was there is looked up now, unless something was read since. */
  listCame() {
    this.recent.show();
    const { unanswered } = this;
    this.unanswered = undefined;
    if (unanswered?.turn === this.turn && !this.list.isEmpty) this.lookUp(unanswered.text, unanswered.hint);
  }

  start() {
    this.install();
    const box = document.getElementById("may-anh");
    this.camera = new Camera({ box, data: this.data, decoder: new Decoder(this.data), onCode: (text, how) => this.seen(text, how) });
    this.shift.start(this.camera);
    this.recent.show();
    this.queue.flush();
  }

  install() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.typed(this.input.value);
    });
    // Some scanners send no Enter, some input methods swallow it or hold the digits back until their composition ends:
    // 24 digits are a code as soon as they are there, whichever field of the page they fell into.
    for (const kind of ["input", "compositionend"]) document.addEventListener(kind, (event) => this.catchCode(event));
    document.addEventListener("keydown", (event) => {
      // A scanner's digits go into the field wherever the focus was left; other keys keep their use there.
      const typing = event.target.matches("input[type=text]");
      const free = /^\d$/.test(event.key) || !event.target.matches("button, summary, a, select, input");
      if (!typing && free && !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1) this.input.focus();
    });
    document.addEventListener("pointerdown", allowSound, { once: true });
    document.getElementById("ngoai-danh-sach").addEventListener("click", () => this.askWalkIn());
    document.getElementById("ket-thuc").addEventListener("click", () => this.askEnd());
  }

  catchCode({ target: field, isComposing }) {
    if (isComposing || !field.matches("input[type=text]")) return;
    const digits = joined(field.value).slice(-DIGITS);
    if (!isBadgeCode(digits)) return;
    field.value = "";
    this.typed(digits);
  }

  typed(text) {
    this.input.value = "";
    allowSound();
    this.take(understand(text), "scanner");
    if (!this.coarse) this.input.focus();
  }

  /** A code held before the camera is read many times: that is one scan. */
  seen(text, how) {
    const now = Date.now();
    const held = how === "camera" && text === this.last.text && now - this.last.at < HELD;
    this.last = { text, at: now };
    if (!held) this.take(understand(text, true), how);
  }

  take(read, how) {
    if (read.kind === "empty" || this.shift.ended) return;
    this.found.replaceChildren();
    this.next.clear();
    this.turn += 1;
    if (read.kind === "code") this.scan({ code: read.code }, this.list.byDigest(digestOf(read.code)), how);
    else if (read.kind === "number") this.byNumber(read.number);
    else if (read.kind === "name") this.lookUp(read.name);
    else if (read.kind === "card") this.byCard(read);
    else this.refuse(read.kind);
  }

  /** What is no badge is said and kept nowhere: a link or a card may tell something about its owner. */
  refuse(kind) {
    const { words, texts } = this.data;
    const foreign = words.verdicts.foreign;
    const said = kind === "unreadable" ? { word: texts.unreadableWord, sentence: texts.unreadableText } : {};
    this.show({ ...foreign, ...said, facts: {} });
  }

  byNumber(number) {
    const entry = this.list.byNumber(number);
    if (entry || this.list.isEmpty) return this.scan({ delegate: number }, entry, "number");
    const { tone, icon, word } = this.data.words.verdicts.unknown;
    this.show({ tone, icon, word, sentence: this.data.texts.noSuchNumber, facts: {} });
    return this.shift.refresh();
  }

  /** The server, where it can be asked, knows whose card it is; else its owner's name is looked up, unless more was read since. */
  async byCard({ name, identity }) {
    const { turn, data: { texts, card } } = this;
    if (identity && this.list.cards && this.shift.state === "online") {
      this.panel.say("people", texts.cardWord, texts.cardAsking, "idle");
      const delegate = await holderOf(identity, card, this.door);
      if (this.shift.ended) return undefined;
      if (delegate) return this.scan({ delegate }, this.list.byNumber(delegate), "card");
    }
    return turn === this.turn ? this.lookUp(name, texts.cardText) : undefined;
  }

  /** Decide, show, keep, send: in this order. `more` goes into the line (deputy, anyway). */
  scan(what, entry, how, more = {}) {
    const { leaving, session } = this.shift.place;
    const echo = entry && !more.deputy && this.arrivals.echo(entry, session, Date.now(), leaving);
    const decision = this.decide(entry, more.anyway);
    this.offerNext(what, entry, decision, how);
    if (echo && decision.verdict === (leaving ? "left" : "repeat")) return this.show(this.answer(decision, entry, "", { word: this.data.texts.echoWord, tone: "info", icon: "check" }));
    const line = this.line({ ...what, how, ...(leaving && { direction: "out" }), ...this.fact(decision.verdict), ...more });
    // Who comes instead is let in, though the guest's badge has been read before.
    const { tone, icon, word } = this.data.words.verdicts.admitted;
    this.show(this.answer(decision, entry, line.nonce, more.deputy && decision.verdict === "repeat" ? { tone, icon, word } : {}, more.deputy));
    if (!entry) this.shift.refresh();
    return this.keep([line], [this.entry(line, entry, decision.verdict)]);
  }

  decide(person, anyway = "") {
    const { session, gate, leaving } = this.shift.place;
    const [first, out] = person ? [this.arrivals.first(person, session), this.arrivals.out(person, session)] : [];
    return decide(person, first, { session, gate, anyway, leaving, out });
  }

  isInside(person) {
    const { session } = this.shift.place;
    return Boolean(this.arrivals.first(person, session)) && !this.arrivals.out(person, session);
  }

  line(what) {
    const { session, gate } = this.shift.place;
    const trial = this.list.isTrial && { rehearsal: true };
    return { nonce: newNonce(), scanned_at: new Date().toISOString(), session: String(session), gate, ...trial, ...what };
  }

  /** Whoever this door lets in is in, even where gates were given to others by the time the server hears of it. */
  fact(verdict) {
    return verdict === "admitted" || verdict === "returned" ? { anyway: this.data.texts.listedThen } : {};
  }

  /** What this device remembers of a line. */
  entry(line, person, verdict) {
    const at = new Date(Date.parse(line.scanned_at) + (this.door.offset ?? 0)).toISOString();
    const { nonce, session, gate, deputy } = line;
    const { number = "", name = "", unit = "" } = person ?? {};
    const about = { number: String(number), name, unit, deputy: deputy ?? "", trial: Boolean(line.rehearsal) };
    return { nonce, door: this.door.id, session, gate, at, made: Date.parse(line.scanned_at), verdict, sent: false, ...about };
  }

  async keep(lines, entries) {
    for (const entry of entries) this.arrivals.note(entry);
    this.recent.show();
    const lasting = await this.queue.add(lines, entries);
    const { texts } = this.data;
    this.panel.note(lines.at(-1).nonce, lasting ? texts.stored : texts.notStored);
  }

  /** A decision as it is shown: words from the server's own texts, the person from the list. */
  answer({ verdict, flag, facts }, person, nonce, instead = {}, deputy = "") {
    const { words } = this.data;
    const own = words.verdicts[verdict];
    const sentence = words.flags[deputy ? "deputy" : flag] ?? own.sentence;
    const sessions = facts.sessions?.map((number) => this.door.sessions.find((one) => String(one.number) === number)?.name ?? number);
    const shown = filled(sentence, { deputy, ...facts, ...(sessions && { sessions }) });
    const about = person ? { ...person, group: person.group || words.kinds[person.kind] } : {};
    const { tone, icon, word } = own;
    return { nonce, tone, icon, word, ...instead, sentence: shown, facts: { ...about, ...facts } };
  }

  show(answer) {
    this.panel.show(answer);
    signal(answer.tone);
  }

  offerNext(what, entry, { verdict }, how) {
    const { texts, admitReasons } = this.data;
    const steps = [];
    if (verdict.startsWith("wrong_")) {
      const admit = (anyway) => this.scan(what, entry, how, { anyway });
      steps.push([texts.admit, () => this.next.reasons(texts.admitReason, admitReasons, admit)]);
    }
    if (entry && (verdict === "admitted" || verdict === "repeat")) {
      const body = entry.unit ? this.list.ofUnit(entry.unit) : [];
      const missing = body.filter((person) => !this.isInside(person) && person.number !== entry.number);
      if (missing.length) steps.push([texts.wholeGroup.replace("{n}", missing.length), () => this.askGroup(entry.unit)]);
      if (entry.kind !== "official") steps.push([texts.deputy, () => this.askDeputy(what, entry, how)]);
    }
    if (verdict !== "left" && (!entry || entry.standing !== "live")) steps.push([texts.walkIn, () => this.askWalkIn()]);
    this.next.offer(steps);
  }

  askDeputy(what, entry, how) {
    const { texts } = this.data;
    const question = texts.deputyQuestion.replace("{name}", entry.name);
    this.next.form(question, [["deputy", texts.deputyName, 100]], texts.record, ({ deputy }) => this.scan(what, entry, how, { deputy }));
  }

  /** Somebody on nobody's list is let in to be checked: the committee finds the line under what is to be looked at. */
  askWalkIn() {
    const { texts, words } = this.data;
    const fields = [["name", texts.walkInName, 100], ["unit", texts.walkInUnit, 100]];
    this.next.form(texts.walkInQuestion, fields, texts.record, ({ name, unit }) => {
      const line = this.line({ walk_in: [name, unit].filter(Boolean).join(", "), how: "name" });
      const held = words.verdicts.held_for_review;
      this.show({ ...held, nonce: line.nonce, sentence: words.flags.walk_in, facts: { name, unit } });
      this.keep([line], [this.entry(line, { name, unit }, "held_for_review")]);
    });
  }

  /** A paired device that has ended its shift is a stranger again: that takes a second tap. */
  askEnd() {
    const { texts } = this.data;
    this.next.reasons(this.door.token ? texts.endPaired : texts.endOwn, [texts.endYes], () => this.shift.end("closed"));
  }

  askGroup(unit) {
    this.found.replaceChildren();
    this.next.delegation(unit, this.list.ofUnit(unit), (person) => this.isInside(person), (arrived) => {
      const verdicts = arrived.map((person) => this.decide(person).verdict);
      const what = arrived.map((person, at) => ({ delegate: String(person.number), how: "group", ...this.fact(verdicts[at]) }));
      const lines = what.map((one) => this.line(one));
      const odd = arrived.filter((_, at) => !["admitted", "returned"].includes(verdicts[at])).map((person) => person.name);
      const { tone, icon, word } = this.data.words.verdicts[odd.length ? "held_for_review" : "admitted"];
      const { texts } = this.data;
      const said = texts.groupText.replace("{n}", lines.length).replace("{unit}", unit);
      const sentence = odd.length ? `${said} ${texts.groupOdd.replace("{names}", odd.join("; "))}` : said;
      this.show({ nonce: lines.at(-1).nonce, tone, icon, word, sentence, facts: {} });
      this.keep(lines, lines.map((line, at) => this.entry(line, arrived[at], verdicts[at])));
    });
  }

  lookUp(text, hint = this.data.texts.chooseText) {
    const { texts } = this.data;
    const { people, units } = this.list.search(text);
    if (this.list.isEmpty) {
      this.unanswered = { text, hint, turn: this.turn };
      return this.panel.say("warning", texts.nobodyWord, texts.noListText);
    }
    if (!people.length && !units.length) {
      this.panel.say("question", texts.nobodyWord, texts.nobodyText);
      return this.next.offer([[texts.walkIn, () => this.askWalkIn()]]);
    }
    this.panel.say("people", texts.chooseWord, hint, "idle");
    const { session, leaving } = this.shift.place;
    const persons = people.map((person) => {
      const inside = this.arrivals.out(person, session) ? texts.outside : this.arrivals.first(person, session) && texts.inside;
      const about = [person.unit, person.group, texts.cardNumber.replace("{n}", person.number), inside];
      return candidate(person.name, about, () => {
        this.found.replaceChildren();
        this.scan({ delegate: String(person.number) }, person, "name");
      });
    });
    const bodies = (leaving ? [] : units).map((unit) => candidate(unit, [texts.wholeUnit], () => {
      this.panel.say("people", texts.groupWord, unit, "idle");
      this.askGroup(unit);
    }));
    this.found.replaceChildren(...persons, ...bodies);
    return this.found.querySelector("button").focus();
  }

  undo(entry, reason) {
    const line = { ...this.line({ undo: entry.nonce, reason, how: "typed" }), session: entry.session };
    const { tone, icon, word, sentence } = this.data.words.verdicts.undone;
    this.next.clear();
    this.show({ nonce: line.nonce, tone, icon, word, sentence: filled(sentence, entry), facts: { name: entry.name, unit: entry.unit } });
    const taken = { ...entry, undone: true };
    this.keep([line], [taken, { ...this.entry(line, entry, "undone"), undo: entry.nonce }]);
  }

  /** The server's answers. Where it knew better than this device, it is said: in the panel or, later, in the list. */
  hear(answers) {
    const noted = [];
    for (const answer of answers) {
      const known = this.arrivals.get(answer.nonce);
      if (!known) continue;
      const differs = answer.verdict !== known.verdict && !known.undone;
      const fresh = differs && this.panel.nonce === answer.nonce && Date.now() - known.made < FRESH;
      const { number = known.number, name = known.name, unit = known.unit } = answer.facts;
      const said = differs && !fresh ? { word: answer.word, sentence: answer.sentence } : {};
      // A verdict that another door was faster with leaves the person inside all the same.
      const entry = { ...known, sent: true, number, name, unit, verdict: answer.verdict, ...said };
      this.arrivals.note(entry);
      noted.push(entry);
      if (fresh) this.show(answer);
    }
    this.recent.show();
    const ended = answers.flatMap((answer) => answer.flags ?? []).find((flag) => END_CODES[flag]);
    if (ended) this.shift.refused({ code: ended });
    return noted;
  }
}
