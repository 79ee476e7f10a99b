import type { Database } from "@/server/db";

/** The address on a person's commits. */
export interface CommitAddress {
  /** Their verified address; null if there is none to show. */
  readonly email: string | null;
  readonly shown: boolean;
}

/** Reads which address a person's commits have. */
export async function readCommitAddress(db: Database, personId: string): Promise<CommitAddress> {
  const { email, emailVerified, showEmail } = await db.user.findUniqueOrThrow({ where: { id: personId } });
  return { email: emailVerified ? email : null, shown: showEmail };
}

/**
 * Chooses whether future commits show a person's own address. Existing commits keep theirs: others have
 * cloned them.
 */
export async function setCommitAddress(db: Database, personId: string, shown: boolean): Promise<void> {
  await db.user.update({ where: { id: personId }, data: { showEmail: shown } });
}
