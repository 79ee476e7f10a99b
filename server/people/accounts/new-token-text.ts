import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { TokenScope } from "@/server/db";

/**
 * The scopes of a token: to read (so that calls are counted by person), to contribute, also by git, and to
 * review. A scope grants no rights: the owner's rights are checked at each use.
 */
export const tokenScope = z.enum(TokenScope);

/** The pattern of all tokens, so that secret scanners can recognise them. */
export const TOKEN = /^onr_[0-9a-f]{48}$/;

// Eight of the 48 digits are shown and used for lookup; the other 40 are 160 bits that nobody can guess.
const PREFIX = "onr_".length + 8;

/** A new token: 192 random bits. It has only letters and digits, so that a double click selects it whole. */
export function newTokenText(): string {
  return `onr_${randomBytes(24).toString("hex")}`;
}

/** The part of a token that is shown. */
export function prefixOf(token: string): string {
  return token.slice(0, PREFIX);
}

/**
 * The hash that is stored of a token. A password hash would only cost time: a token is random and cannot be
 * guessed.
 */
export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
