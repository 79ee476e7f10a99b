import { randomUUID } from "node:crypto";
import type { Database, Transaction } from "@/server/db";
import { ALIGNER } from "./aligner";

// A process that dies leaves its lease behind for so long.
const LEASE_SECONDS = 30;
const RENEW_MILLISECONDS = 5_000;

/** An episode that this process measures, and no other one. */
export interface Lease {
  /** Says how far it has come, from 0 to 1. */
  readonly tell: (done: number) => void;
  /**
   * Whether it is still this process's, until the transaction ends. Whoever stood still for too long has lost it, and stores
   * nothing: another process measures the episode by now, or has measured it.
   */
  readonly isHeld: (tx: Transaction) => Promise<boolean>;
  readonly release: () => Promise<void>;
}

/** Keeps other processes from the same episode for as long as this one lives; null if one is at it. */
export async function takeLease(db: Database, documentId: number, audioUrl: string): Promise<Lease | null> {
  const id = randomUUID();
  const taken = await db.$executeRaw`
    INSERT INTO alignments AS a (document_id, revision, audio_url, model, busy_until, busy_by)
    VALUES (${documentId}, 0, ${audioUrl}, ${ALIGNER}, now() + ${LEASE_SECONDS}::int * interval '1 second', ${id}::uuid)
    ON CONFLICT (document_id) DO UPDATE
      SET busy_until = excluded.busy_until, busy_by = excluded.busy_by, done = 0, tried_at = now()
      WHERE a.busy_until IS NULL OR a.busy_until < now()`;
  if (taken === 0) return null;
  let done = 0;
  const renewing = setInterval(() => {
    db.$executeRaw`
      UPDATE alignments SET busy_until = now() + ${LEASE_SECONDS}::int * interval '1 second', done = ${done}::float8
      WHERE document_id = ${documentId} AND busy_by = ${id}::uuid`.catch(() => {});
  }, RENEW_MILLISECONDS);
  renewing.unref();
  return {
    tell: (now) => {
      done = Math.min(1, Math.max(0, now));
    },
    isHeld: async (tx) => {
      const held = await tx.$queryRaw<unknown[]>`
        SELECT FROM alignments WHERE document_id = ${documentId} AND busy_by = ${id}::uuid FOR UPDATE`;
      return held.length > 0;
    },
    release: async () => {
      clearInterval(renewing);
      await db.$executeRaw`
        UPDATE alignments SET busy_until = NULL, busy_by = NULL, done = 0
        WHERE document_id = ${documentId} AND busy_by = ${id}::uuid`;
    },
  };
}
