import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { mayOwn, mayReview, standingAt } from "@/server/people/accounts/standing-at";
import { keepPicture } from "@/server/text/uploads/keep-picture";
import { openStore } from "@/server/text/uploads/open-store";
import { editFields } from "./edit-fields";

interface Bringing {
  readonly showId: number;
  /** The episode's slug; null for the show's cover. */
  readonly slug: string | null;
  readonly bytes: Uint8Array;
  readonly actor: { readonly id: string; readonly name: string };
  readonly environment: Pick<Environment, "uploads">;
}

export type BroughtCover =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: "not-allowed" | "no-episode" | "not-a-picture" };

/** Whether somebody may set the cover of a show, or of an episode: asked before a byte of it is read. */
export async function mayBringCover(
  db: Database,
  { showId, slug, actor }: Pick<Bringing, "showId" | "slug" | "actor">,
): Promise<boolean> {
  const may = slug === null ? mayOwn : mayReview;
  return may(await standingAt(db, { personId: actor.id, showId }));
}

/** Keeps a picture that somebody uploads, re-encoded, as the cover of a show or of an episode. */
export async function bringCover(db: Database, bringing: Bringing): Promise<BroughtCover> {
  const { showId, slug, bytes, actor, environment } = bringing;
  if (!(await mayBringCover(db, bringing))) return { ok: false, reason: "not-allowed" };
  const keeping = { store: openStore(environment), folder: environment.uploads.folder };
  const kept = await keepPicture(db, ({ large }) => `/static/${large}.webp`, bytes, keeping);
  if (!kept.ok) return kept;
  const { url } = kept;
  const edited = await editFields(db, {
    ...{ showId, slug, actor },
    changes: { artwork: { artworkUrl: url } },
  });
  if (edited.ok) return { ok: true, url };
  return { ok: false, reason: edited.reason === "not-allowed" ? "not-allowed" : "no-episode" };
}
