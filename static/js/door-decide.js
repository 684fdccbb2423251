/**
 * The verdict on this device, at once and without the server. The law is the server's: how a badge stands, which sessions
 * and gates it opens and which sentence says so came with the list. The device adds only who is in already, and says
 * `unlisted` of a badge it knows nothing of. tests/door/cases.json holds server and device to the same answers.
 */

/**
 * `entry`: what the list says of the badge, undefined when it says nothing. `first`: the first arrival known here,
 * `{ at, gate }`; `out`: the exit after which nobody saw them come in again. `session` and `gate`: where this door stands;
 * `anyway`: why gate and session do not matter this once; `leaving`: somebody goes out, which every gate lets a good badge.
 * Gives `{ verdict, flag, facts }`.
 */
export function decide(entry, first, { session, gate, anyway = "", leaving = false, out = undefined }) {
  if (!entry && !leaving) return said("unlisted");
  if (entry && entry.standing !== "live") return said(entry.standing, {}, entry.flag);
  if (leaving) return said("left", { gate }, first ? "" : "left_unseen");
  const free = Boolean(anyway.trim());
  if (!free && isBarred(entry.sessions, String(session))) return said("wrong_session", { sessions: entry.sessions });
  if (first && !out) return said("repeat", { at: first.at, gate: first.gate });
  if (!free && isBarred(entry.gates, gate)) return said("wrong_gate", { gates: entry.gates });
  return first ? said("returned", { at: out.at, gate: out.gate }) : said("admitted", { gate });
}

function isBarred(open, place) {
  return open.length > 0 && !open.includes(place);
}

function said(verdict, facts = {}, flag = "") {
  return { verdict, flag, facts };
}

/** The earlier of two arrivals, either of which may be missing. */
export function earlier(one, other) {
  if (!one || !other) return one ?? other;
  return Date.parse(one.at) <= Date.parse(other.at) ? one : other;
}

/** The later of two passages, either of which may be missing. */
export function later(one, other) {
  if (!one || !other) return one ?? other;
  return Date.parse(one.at) > Date.parse(other.at) ? one : other;
}
