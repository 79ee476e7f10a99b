import { randomInt } from "node:crypto";
import { z } from "zod";

/** Where a proof can lie, and what a look found there. */
export const finding = z.object({
  /** The feed itself, or a file on the show's own site. */
  way: z.enum(["feed", "site"]),
  isThere: z.boolean(),
  /** What was looked at, and what was wrong with it. */
  said: z.string(),
});
export type Finding = z.infer<typeof finding>;

/** How a request was proved. */
export type ProofWay = Finding["way"] | "mail";

/** Where a show's site has the code: its address without a path, then this. */
export const PROOF_FILE = "/.well-known/on-record.txt";

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** A code for one request: 100 random bits, and a name that says whose it is. It is no secret. */
export function newProofCode(): string {
  const random = Array.from({ length: 20 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return `on-record-${random}`;
}

/** The page of a request. */
export const requestHref = (id: number): string => `/new/requests/${id}`;
