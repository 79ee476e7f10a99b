import type { Database } from "@/server/db";
import { hashAddress } from "./hash-address";
import { type Limit, takeFrom } from "./take-from";

const HOUR = 3600;
const DAY = 24 * HOUR;

/** The most sign-in mails in a time: to one mailbox, from one network address, and of the whole site. */
export const SIGN_IN_MAILS = {
  recipientAnHour: 4,
  recipientADay: 10,
  addressAnHour: 20,
  siteAnHour: 500,
} as const;

interface Asking {
  /** The mail address that a stranger typed. */
  readonly email: string;
  /** The network address it was asked from, as `addressOf` gives it. */
  readonly address: string;
  /** The site's secret: the limits' table holds no mail address that could be read. */
  readonly secret: string;
}

/** Counts a sign-in mail against all its limits; false if it may not be sent. */
export async function takeSignInMail(db: Database, { email, address, secret }: Asking): Promise<boolean> {
  const mailbox = hashAddress(`mailbox ${mailboxOf(email)}`, secret);
  const limits: readonly Limit[] = [
    // The sender comes first: what they are refused uses up nobody else's.
    { key: `sign-in-mail:address:${address}`, limit: SIGN_IN_MAILS.addressAnHour, perSeconds: HOUR },
    { key: `sign-in-mail:hour:${mailbox}`, limit: SIGN_IN_MAILS.recipientAnHour, perSeconds: HOUR },
    { key: `sign-in-mail:day:${mailbox}`, limit: SIGN_IN_MAILS.recipientADay, perSeconds: DAY },
    { key: "sign-in-mail:site", limit: SIGN_IN_MAILS.siteAnHour, perSeconds: HOUR },
  ];
  for (const limit of limits) if (!(await takeFrom(db, limit)).ok) return false;
  return true;
}

/**
 * The mailbox that an address leads to, as far as can be told: `ana+1@…` and `Ana+2@…` are one, and Gmail reads over
 * dots.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf("@");
  const host = email
    .slice(at + 1)
    .trim()
    .toLowerCase();
  const [name = ""] = email.slice(0, at).trim().toLowerCase().split("+");
  return /^(?:gmail|googlemail)\.com$/.test(host)
    ? `${name.replaceAll(".", "")}@gmail.com`
    : `${name}@${host}`;
}
