import type { Database, Transaction } from "@/server/db";
import { makeHandle } from "./make-handle";
import { nameFor } from "./name-for";
import type { SignedIn } from "./signed-in";

/** The account, or why there is none: no name is left of what was typed, or it is one of the platform's own. */
export type MadeAccount =
  | { readonly ok: true; readonly person: SignedIn }
  | { readonly ok: false; readonly reason: "bad-name" };

/** Makes an account that has a name and nothing else: its person signs in by a link. Checks no rights. */
export async function makeAccount(
  tx: Transaction | Database,
  { name, admin = false }: { readonly name: string; readonly admin?: boolean },
): Promise<MadeAccount> {
  const given = nameFor(name);
  if (given === null) return { ok: false, reason: "bad-name" };
  const handle = await makeHandle(tx, [given]);
  const { id } = await tx.user.create({ data: { handle, name: given, admin }, select: { id: true } });
  return { ok: true, person: { id, handle, name: given } };
}
