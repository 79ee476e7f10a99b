import type { Database, Transaction } from "@/server/db";
import { record } from "@/server/people/audit/record";
import { isDemoPerson } from "./demo-people";
import { makeAccount } from "./make-account";
import { makeSignInLink } from "./make-sign-in-link";
import { isAdministrator } from "./standing-at";

/** The link's secret and whom it signs in, or why there is none. */
export type HandedOut =
  | { readonly ok: true; readonly secret: string; readonly handle: string; readonly name: string }
  | { readonly ok: false; readonly reason: "not-allowed" | "mails" | "no-person" | "demo" | "bad-name" };

interface Handing {
  /** Who hands it out. `id` is null for the server's command, which may do so on every site. */
  readonly actor: { readonly id: string | null; readonly name: string };
  /** Somebody who is here, by their handle, or a new account of this name. */
  readonly to: { readonly handle: string } | { readonly name: string };
  /** Whether the site sends mails: people get their links by mail then, and from nobody else. */
  readonly mails: boolean;
}

/** Makes a sign-in link for an administrator to hand to somebody, whose account it makes where it names a new one. */
export async function handOutSignInLink(db: Database, { actor, to, mails }: Handing): Promise<HandedOut> {
  return db.$transaction(async (tx): Promise<HandedOut> => {
    if (actor.id !== null && !(await isAdministrator(tx, actor.id)))
      return { ok: false, reason: "not-allowed" };
    // Otherwise an administrator could sign in as anybody, behind their back.
    if (actor.id !== null && mails) return { ok: false, reason: "mails" };
    const whom = await personFor(tx, to);
    if (!whom.ok) return whom;
    const { id, handle, name } = whom.person;
    const secret = await makeSignInLink(tx, { userId: id, makerName: actor.name });
    await record(tx, { actor, action: "sign-in link", showId: null, subject: { person: handle } });
    return { ok: true, secret, handle, name };
  });
}

async function personFor(tx: Transaction, to: Handing["to"]) {
  if ("name" in to) return makeAccount(tx, to);
  // They sign in without a link, and only from this machine.
  if (isDemoPerson(to.handle)) return { ok: false, reason: "demo" } as const;
  const found = await tx.user.findUnique({
    where: { handle: to.handle },
    select: { id: true, handle: true, name: true },
  });
  if (!found) return { ok: false, reason: "no-person" } as const;
  return { ok: true, person: { ...found, name: found.name ?? found.handle } } as const;
}
