import type { Database, Reader } from "@/server/db";
import { findState } from "./find-states";
import type { Scope } from "./scope-name";

/** Milliseconds that may pass until a connection is free, and until all is read. */
const TIMES = { maxWait: 10_000, timeout: 60_000 };

/**
 * Reads what an answer is made of, and the state to keep it under, from one snapshot of one database server: nothing
 * that is committed meanwhile is seen in one and not in the other, also on a replica that lags behind. The
 * transaction is READ ONLY: whoever makes an answer writes nothing.
 *
 * @returns what was read, and the state of the scope in the snapshot; none where the scope is not there
 */
export async function readInSnapshot<T>(
  db: Database,
  scope: Scope,
  read: (reader: Reader) => Promise<T>,
): Promise<{ readonly read: T; readonly state: string | undefined }> {
  return db.$transaction(
    async (reader) => {
      await reader.$executeRaw`SET TRANSACTION READ ONLY`;
      // The first query takes the snapshot.
      const state = await findState(reader, scope);
      return { read: await read(reader), state };
    },
    { isolationLevel: "RepeatableRead", ...TIMES },
  );
}
