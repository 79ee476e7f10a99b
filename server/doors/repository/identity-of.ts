import { createHash } from "node:crypto";
import { trimEndWhere } from "@/lib/trim-where";
import { CONTROL_CLASS } from "@/transcript";

/** A person or program in a commit, as git writes it: `Ada Lovelace <ada@…>`. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

// `invalid` is reserved and never resolves (RFC 2606), so mail to these addresses reaches nobody, and a
// commit's address does not change when the platform moves.
const DOMAIN = "on-record.invalid";
const LONGEST_NAME = 200;
const NOT_IN_NAMES = new RegExp(`[${CONTROL_CLASS}<>]+`, "g");

/** The committer of revisions that no person reviewed. */
export const PLATFORM: Identity = { name: "On Record", email: `platform@${DOMAIN}` };

/** What a commit needs to know of a person. */
export interface Committing {
  readonly name: string;
  /** The account's handle; null without an account. */
  readonly handle: string | null;
  /** The account's verified address, if the person wants it shown; else null. */
  readonly email: string | null;
}

/**
 * The identity of a person in commits. Its address is a no-reply one, made from the handle or the name,
 * unless the person wants their own shown.
 */
export function identityOf({ name, handle, email }: Committing): Identity {
  const plain = plainName(name) || handle || "Unknown";
  if (email !== null && isAddress(email)) return { name: plain, email };
  return { name: plain, email: handle === null ? nameEmail(plain) : `${handle}@users.${DOMAIN}` };
}

/** Whether git can write it between `<` and `>`: something on both sides of an @. */
function isAddress(email: string): boolean {
  const at = email.indexOf("@", 1);
  return at > 0 && at < email.length - 1 && !/[<>\s]/.test(email);
}

function nameEmail(name: string): string {
  return `${createHash("sha256").update(name).digest("hex").slice(0, 16)}@names.${DOMAIN}`;
}

/** A name on one line, without the characters that git strips or reads as the start of an address. */
function plainName(name: string): string {
  const line = name.replace(NOT_IN_NAMES, " ").replace(/ {2,}/g, " ");
  const opened = line.replace(/^[ .,:;"'\\]+/, "");
  const stripped = trimEndWhere(opened, (sign) => ` ,:;"'\\`.includes(sign));
  return [...stripped].slice(0, LONGEST_NAME).join("").trim();
}
