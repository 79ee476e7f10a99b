import type { Database } from "@/server/db";

/** What stands as somebody's address on their commits. */
export interface CommitAddress {
  /** Theirs, where it is known to be; else none can be shown. */
  readonly email: string | null;
  readonly shown: boolean;
}

/** Which address a person's commits carry. */
export async function readCommitAddress(db: Database, personId: string): Promise<CommitAddress> {
  const { email, emailVerified, showEmail } = await db.user.findUniqueOrThrow({ where: { id: personId } });
  return { email: emailVerified ? email : null, shown: showEmail };
}

/**
 * Chooses whether a person's own address stands on the commits of what is accepted from now on. What stands in the
 * repository already stays: others have cloned it.
 */
export async function setCommitAddress(db: Database, personId: string, shown: boolean): Promise<void> {
  await db.user.update({ where: { id: personId }, data: { showEmail: shown } });
}
