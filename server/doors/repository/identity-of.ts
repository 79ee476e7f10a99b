import { createHash } from "node:crypto";
import { CONTROL_CLASS } from "@/transcript";

/** Who stands in a commit: as git writes it, `Ada Lovelace <ada@…>`. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

// `invalid` is reserved and never resolves (RFC 2606): mail to these addresses reaches nobody, whoever runs the
// platform, and the address of a commit does not change when the platform moves.
const DOMAIN = "on-record.invalid";
const LONGEST_NAME = 200;
const NOT_IN_NAMES = new RegExp(`[${CONTROL_CLASS}<>]+`, "g");

/** Commits what nobody in particular has reviewed. */
export const PLATFORM: Identity = { name: "On Record", email: `platform@${DOMAIN}` };

/** A person as far as a commit needs to know them. */
export interface Committing {
  readonly name: string;
  /** Of the account, where there is one. */
  readonly handle: string | null;
  /** The verified address of an account that wants it shown, else null. */
  readonly email: string | null;
}

/**
 * The identity of a person in commits. The address is a no-reply one, made from the handle or else from the name,
 * unless the person wants their own shown.
 */
export function identityOf({ name, handle, email }: Committing): Identity {
  const plain = plainName(name) || handle || "Unknown";
  if (email !== null && /^[^<>\s]+@[^<>\s]+$/.test(email)) return { name: plain, email };
  return { name: plain, email: handle === null ? nameEmail(plain) : `${handle}@users.${DOMAIN}` };
}

function nameEmail(name: string): string {
  return `${createHash("sha256").update(name).digest("hex").slice(0, 16)}@names.${DOMAIN}`;
}

/** A name in which git finds neither the end of it nor an address: one line, and none of the signs it strips. */
function plainName(name: string): string {
  const line = name.replace(NOT_IN_NAMES, " ").replace(/ {2,}/g, " ");
  const stripped = line.replace(/^[ .,:;"'\\]+|[ ,:;"'\\]+$/g, "");
  return [...stripped].slice(0, LONGEST_NAME).join("").trim();
}
