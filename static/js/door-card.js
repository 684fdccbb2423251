/** Whose citizen card was read: only the server can say it, where the congress keeps the numbers. */
import { credentials, within } from "./door-queue.js";

const PATIENCE = 3000;

/**
 * The badge number, "" where nobody has this identity number or nobody answers. The identity number is in this one call and
 * nowhere else: what is queued and kept afterwards is a scan by badge number.
 */
export async function holderOf(number, address, { meeting, token }) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      cache: "no-store",
      signal: within(PATIENCE),
      headers: { "Content-Type": "application/json", ...credentials(token) },
      body: JSON.stringify({ meeting: meeting.number, number }),
    });
    return answer.ok ? (await answer.json()).delegate ?? "" : "";
  } catch {
    return "";
  }
}
