/**
 * What the list holds instead of a badge's code: the first 12 bytes of its SHA-256 as base64url, 16 characters.
 * Our own SHA-256, because browsers keep crypto.subtle back on plain http, where scanners and numbers must work too.
 */
const WORDS = 64;
const BLOCK = 64;
const LONGEST = 55;
const BYTES = 12;

function* primes() {
  for (let number = 2; ; number += 1) {
    let divisor = 2;
    while (number % divisor) divisor += 1;
    if (divisor === number) yield number;
  }
}

const fraction = (value) => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
const turn = (word, places) => (word >>> places) | (word << (32 - places));
const first = primes();
const PRIMES = Array.from({ length: WORDS }, () => first.next().value);
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

/** The 64 words of the one block that a text of at most 55 ASCII signs fills. */
function schedule(text) {
  if (text.length > LONGEST) throw new RangeError("one block only");
  const block = new DataView(new ArrayBuffer(BLOCK));
  [...text].forEach((sign, place) => block.setUint8(place, sign.charCodeAt(0)));
  block.setUint8(text.length, 0x80);
  block.setUint32(BLOCK - 4, text.length * 8);
  const words = Array.from({ length: 16 }, (_, place) => block.getInt32(place * 4));
  for (let place = 16; place < WORDS; place += 1) {
    const [early, late] = [words[place - 15], words[place - 2]];
    const one = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const two = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words.push((words[place - 16] + one + words[place - 7] + two) | 0);
  }
  return words;
}

function compress(words) {
  let [a, b, c, d, e, f, g, h] = START;
  words.forEach((word, round) => {
    const one = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const sum = (h + one + ((e & f) ^ (~e & g)) + ROUNDS[round] + word) | 0;
    const two = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const most = (two + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + sum) | 0, c, b, a, (sum + most) | 0];
  });
  return [a, b, c, d, e, f, g, h].map((word, place) => (word + START[place]) | 0);
}

export function digestOf(code) {
  const bytes = new DataView(new ArrayBuffer(32));
  compress(schedule(code)).forEach((word, place) => bytes.setInt32(place * 4, word));
  const text = String.fromCharCode(...new Uint8Array(bytes.buffer, 0, BYTES));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_");
}
