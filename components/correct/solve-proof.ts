import { hourOf, isProof, type ProofFor, proofText } from "@/lib/proof-of-work";

/** Hashes that are made before the page may draw again. */
const AT_ONCE = 512;

/**
 * Finds the proof of work that a show asks of senders without an account while much is refused there: `hour.attempt`. It
 * takes a second or two, and asks nothing of the person. Null where the browser has no hash function, as on a page without
 * HTTPS.
 */
export async function solveProof(wanted: ProofFor): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const hour = hourOf(Date.now());
  const encoder = new TextEncoder();
  for (let from = 0; ; from += AT_ONCE) {
    const tried = Array.from({ length: AT_ONCE }, (_, i) => from + i);
    const hashes = await Promise.all(
      tried.map((attempt) =>
        crypto.subtle.digest("SHA-256", encoder.encode(proofText(wanted, { hour, attempt }))),
      ),
    );
    const found = hashes.findIndex((hash) => isProof(new Uint8Array(hash)));
    if (found >= 0) return `${hour}.${from + found}`;
  }
}
