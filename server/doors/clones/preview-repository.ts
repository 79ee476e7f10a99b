import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bringRepository as texts } from "@/lib/texts/en/shows";
import type { Database } from "@/server/db";
import { findFiles } from "@/server/doors/import/find-files";
import { misfit, showSlug } from "@/server/doors/import/misfit";
import { planShows } from "@/server/doors/import/plan-shows";
import { isNotes } from "@/server/text/documents/is-notes";
import { fetchRepository } from "./fetch-repository";

/** What an import of a repository would bring. */
export interface RepositoryPreview {
  readonly url: string;
  readonly shows: readonly {
    readonly slug: string;
    readonly title: string;
    readonly licence: string | null;
    readonly transcripts: number;
    readonly notes: number;
    /** How many of its files are here already; null if the show is not. */
    readonly here: number | null;
  }[];
  /** How many files and folders are no transcripts. */
  readonly passedOver: number;
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
}

export type PreviewedRepository =
  | { readonly ok: true; readonly preview: RepositoryPreview }
  | { readonly ok: false; readonly message: string };

/** Somebody waits: what takes longer is imported without a look. */
const LIMITS = { seconds: 60, bytes: 256_000_000 };
const LONGEST_ADDRESS = 2000;
const SHOWN = 50;

/** Fetches a repository and says what an import would bring. Writes nothing. */
export async function previewRepository(
  db: Database,
  { url, allowInternal }: { readonly url: string; readonly allowInternal: boolean },
): Promise<PreviewedRepository> {
  if (!/^https?:\/\//i.test(url) || url.length > LONGEST_ADDRESS || !URL.canParse(url))
    return { ok: false, message: texts.badAddress };
  const folder = await mkdtemp(join(tmpdir(), "onrecord-preview-"));
  try {
    const fetched = await fetchRepository({ url, folder, allowInternal, limits: LIMITS });
    if (!fetched.ok) return fetched;
    const found = await findFiles(folder, undefined, fetched.name);
    if ("otherShows" in found || found.shows.length === 0) return { ok: false, message: texts.noTranscripts };
    const [only] = found.shows;
    // A repository that is one show's is called by its own name, which may be none that an address can have.
    const unfit = found.shows.length === 1 && only ? misfit(showSlug, only.show) : null;
    const plans = await planShows(db, await realpath(folder), found.shows);
    const shows = await Promise.all(
      plans.map(async ({ slug, title, licence }, i) => {
        const names = found.shows[i]?.names ?? [];
        const isHere = (await db.show.count({ where: { slug } })) > 0;
        const here = isHere
          ? await db.document.count({ where: { episode: { show: { slug } }, kind: "transcript" } })
          : null;
        const notes = names.filter(isNotes).length;
        return { slug, title, licence, transcripts: names.length - notes, notes, here };
      }),
    );
    const named = unfit && only ? [{ path: only.show, reason: texts.nameIt(unfit) }] : [];
    return {
      ok: true,
      preview: {
        url,
        shows: shows.slice(0, SHOWN),
        passedOver: found.passedOver,
        problems: [...named, ...found.problems].slice(0, SHOWN),
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
