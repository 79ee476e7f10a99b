import type { Database } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { type Limit, takeFrom } from "@/server/people/limits/take-from";
import { makeAccount } from "./make-account";
import { makeSignInLink } from "./make-sign-in-link";
import { hashOfBeginCode } from "./renew-begin-code";
import type { SignedIn } from "./signed-in";

/** The first administrator and the secret of a link that signs them in, or why there is none. */
export type BegunSite =
  | { readonly ok: true; readonly person: SignedIn; readonly secret: string }
  | { readonly ok: false; readonly reason: "begun" | "bad-code" | "bad-name" | "too-many" };

interface Beginning {
  /** The code that `npm start` printed. */
  readonly code: string;
  readonly name: string;
  /** Where it was asked from, as `addressOf` gives it. */
  readonly address: string;
}

const HOUR = 3600;

/** How often a code may be tried: from one address, and from all together. */
const tries = (address: string): readonly Limit[] => [
  { key: `begin:address:${address}`, limit: 20, perSeconds: HOUR },
  { key: "begin:site", limit: 200, perSeconds: HOUR },
];

/** Makes the account of the site's first administrator for whoever has the code of the latest start. Uses it up. */
export async function beginSite(db: Database, { code, name, address }: Beginning): Promise<BegunSite> {
  for (const limit of tries(address))
    if (!(await takeFrom(db, limit)).ok) return { ok: false, reason: "too-many" };
  return db.$transaction(async (tx): Promise<BegunSite> => {
    // Of two who send it at once, one becomes the administrator.
    await tx.$queryRaw`SELECT id FROM site FOR UPDATE`;
    if ((await tx.user.count({ where: { admin: true } })) > 0) return { ok: false, reason: "begun" };
    if ((await tx.beginCode.count({ where: { sha256: hashOfBeginCode(code) } })) === 0)
      return { ok: false, reason: "bad-code" };
    const made = await makeAccount(tx, { name, admin: true });
    if (!made.ok) return made;
    await tx.beginCode.deleteMany();
    const { person } = made;
    await record(tx, {
      actor: person,
      action: "grant administrator",
      showId: null,
      subject: { person: person.handle, by: "the code of npm start" },
    });
    const secret = await makeSignInLink(tx, { userId: person.id, makerName: person.name });
    return { ok: true, person, secret };
  });
}
