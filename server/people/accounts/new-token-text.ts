import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { TokenScope } from "@/server/db";

/**
 * What a token may be used for: to read (where reading is counted by person), to send contributions, by git too,
 * and to review them. None says what its owner may do: that is asked each time.
 */
export const tokenScope = z.enum(TokenScope);

/** What every token looks like, so that those who look for lost secrets can tell one. */
export const TOKEN = /^onr_[0-9a-f]{48}$/;

// Eight of the 48 digits are shown and looked up by; the 160 bits of the other 40 are what nobody can guess.
const PREFIX = "onr_".length + 8;

/** A new token: 192 bits of chance, all of letters and digits, so that a double click chooses it whole. */
export function newTokenText(): string {
  return `onr_${randomBytes(24).toString("hex")}`;
}

/** The part of a token that is shown. */
export function prefixOf(token: string): string {
  return token.slice(0, PREFIX);
}

/** What is kept of a token. A hash meant for passwords would add time, and nothing else: this is no word. */
export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
