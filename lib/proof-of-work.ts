/** What a proof is made for: one form, of one hour. It is worth nothing for any other. */
export interface ProofFor {
  /** The form's own key: however often it is sent, it makes one contribution. */
  readonly idempotencyKey: string;
  readonly documentId: number;
}

/** Zero bits that the hash of a proof begins with: some 65,000 attempts, a second or two of one processor. */
export const PROOF_BITS = 16;

const HOUR = 3_600_000;

/** The hour of a moment in milliseconds. */
export const hourOf = (now: number): number => Math.floor(now / HOUR);

/** The text whose SHA-256 a proof has to make small. */
export const proofText = (
  { idempotencyKey, documentId }: ProofFor,
  { hour, attempt }: { readonly hour: number; readonly attempt: number },
): string => `${idempotencyKey}:${documentId}:${hour}:${attempt}`;

/** Whether a hash begins with enough zero bits. */
export function isProof(hash: Uint8Array): boolean {
  const whole = PROOF_BITS >> 3;
  for (let i = 0; i < whole; i += 1) if (hash[i] !== 0) return false;
  return (hash[whole] ?? 0) >> (8 - (PROOF_BITS & 7)) === 0;
}
