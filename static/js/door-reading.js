/** What was read or typed at the door, told apart before anything else happens to it. */
const CODE = /^\d{24}$/;
const NUMBER = /^\d{1,5}$/;
const CARD = /^[\d ]{9,20}\|/;
const IDENTITY = /^\d{12}$/;
const FOREIGN = /[|:/?=;{]/;

/** A badge's 24 digits leave 1 when divided by 97 (ISO 7064 MOD 97-10). */
export function isBadgeCode(text) {
  return CODE.test(text) && BigInt(text) % 97n === 1n;
}

/** Digits as input methods may leave them (full width, spaces between), without spaces. */
export function joined(text) {
  return text.normalize("NFKC").replace(/\s+/g, "");
}

/**
 * `{ kind, … }`: code (`code`), number (`number`), name (`name`), card (`name`: what an identity card's code says its owner
 * is called; `identity`: its 12 digits, empty where it has others), unreadable, foreign, empty.
 * A picture of a code (`seen`) is never a badge number and never somebody's name.
 */
export function understand(raw, seen = false) {
  const text = raw.normalize("NFKC").trim();
  const digits = joined(text);
  if (!text) return { kind: "empty" };
  if (isBadgeCode(digits)) return { kind: "code", code: digits };
  if (CARD.test(text)) return cardOf(text.split("|"));
  if (NUMBER.test(digits) && !seen) return { kind: "number", number: String(Number(digits)) };
  if (/^\d+$/.test(digits)) return { kind: "unreadable" };
  if (/\p{L}/u.test(text) && !FOREIGN.test(text) && !seen) return { kind: "name", name: text };
  return { kind: "foreign" };
}

function cardOf(parts) {
  const first = joined(parts[0]);
  const name = parts.find((part) => /\p{L}/u.test(part)) ?? "";
  return { kind: "card", name, identity: IDENTITY.test(first) ? first : "" };
}

/** Small letters without marks, đ as d, no punctuation: names are looked up by it, as the server's keys are made. */
export function searchKey(text) {
  const plain = text.normalize("NFD").toLowerCase().replace(/\p{Mn}/gu, "").replaceAll("đ", "d");
  return plain.replace(/[^\p{L}\p{N} ]/gu, "").split(/ +/).filter(Boolean).join(" ");
}
