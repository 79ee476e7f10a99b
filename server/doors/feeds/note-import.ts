import { createHash } from "node:crypto";
import type { Transaction } from "@/server/db";
import type { FetchedFeed } from "./fetch-feed";
import { nextFetch } from "./next-fetch";

interface Imported {
  readonly showId: number;
  readonly fetched: Extract<FetchedFeed, { ok: true }>;
  /** Whether each of its items became an episode. */
  readonly isWhole: boolean;
}

/** Notes the state in which a show's feed was imported: from now on it is fetched again only if it has changed. */
export async function noteImport(tx: Transaction, { showId, fetched, isWhole }: Imported): Promise<void> {
  const state = { ...stateOf(fetched), checkedAt: new Date(), problem: null, failures: 0 };
  const followed = await tx.feedFollow.upsert({
    where: { showId },
    create: { showId, ...state, isWhole },
    update: { ...state, ...(isWhole && { isWhole }) },
  });
  await tx.feedFollow.update({ where: { showId }, data: { nextAt: nextFetch(followed) } });
}

/** What tells this state of a feed from another. */
export function stateOf({ bytes, validators }: Extract<FetchedFeed, { ok: true }>) {
  return {
    etag: validators?.etag ?? null,
    lastModified: validators?.lastModified ?? null,
    sha256: new Uint8Array(createHash("sha256").update(bytes).digest()),
  };
}
