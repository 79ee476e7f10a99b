import type { Database } from "@/server/db";
import { slugOf } from "@/server/doors/import/file-prefix";
import { isTranscript, stemOf } from "@/server/doors/import/find-files";
import { documentPath, episodeSlug, misfit } from "@/server/doors/import/misfit";
import { openBlobs } from "@/server/doors/import/open-blobs";
import { readFrontMatter } from "@/server/doors/import/read-front-matter";
import { checkText, LIMIT } from "@/server/doors/import/read-text";
import { findAdder } from "@/server/doors/repository/find-adder";
import { isNotes } from "@/server/text/documents/is-notes";
import { acceptFirstByRule } from "@/server/work/first-texts/decide-first";
import { proposeFirst } from "@/server/work/first-texts/propose-first";

interface Adding {
  readonly db: Database;
  /** A repository that has what is there as `refs/remote/theirs`. */
  readonly path: string;
  readonly mirror: { readonly showId: number; readonly trusted: boolean };
  /** The files there, and the ids of their contents. */
  readonly there: ReadonlyMap<string, string>;
}

const MIRROR_RULE = { id: null, name: "Mirror rule" };
/** How many new files one sync takes; the next one takes the next. */
const MOST_AT_ONCE = 100;

/**
 * Proposes first transcripts of the files that are new in a show's mirror, each of the episode that its name, its number or its
 * title says, credited to who committed it there. Where the show's rule trusts the mirror, they are accepted at once. A file is
 * proposed once, whatever becomes of it, until its text is another one.
 *
 * @returns how many were proposed now
 */
export async function proposeAdded({ db, path, mirror, there }: Adding): Promise<number> {
  const { showId } = mirror;
  const show = await db.show.findUniqueOrThrow({
    where: { id: showId },
    select: { slug: true, filePrefix: true },
  });
  const names = [...there.keys()].filter(
    (name) =>
      name.startsWith(`${show.slug}/`) &&
      isTranscript(name.slice(show.slug.length + 1)) &&
      !isNotes(name) &&
      misfit(documentPath, name) === null,
  );
  const known = await db.$queryRaw<{ path: string }[]>`
    SELECT path FROM documents WHERE path = ANY(${names}::text[])
    UNION SELECT path FROM renamed_files WHERE show_id = ${showId}
    UNION SELECT path FROM first_texts
      WHERE show_id = ${showId} AND channel = 'mirror'
        AND idempotency_key = ANY(${names.map((name) => keyOf(name, there))}::text[])`;
  const passed = new Set(known.map((row) => row.path));
  await using blobs = openBlobs(path);
  let made = 0;
  for (const name of names) {
    if (passed.has(name) || made === MOST_AT_ONCE) continue;
    const slug = slugOf(stemOf(name.slice(show.slug.length + 1)), show.filePrefix);
    if (misfit(episodeSlug, slug) !== null) continue;
    const read = checkText(await blobs.read(there.get(name) ?? "", LIMIT));
    if (!read.ok) continue;
    const { author, subject } = await findAdder({ folder: path, commit: "refs/remote/theirs", name });
    const data = readFrontMatter(read.text)?.data ?? null;
    const proposed = await proposeFirst(db, {
      ...{ showId, channel: "mirror", agreed: true, text: read.text, path: name, message: subject },
      author: {
        id: null,
        name: author ?? "Mirror",
        addressHash: `mirror:${showId}`,
      },
      of: { slug, title: data?.title ?? null, publishedAt: data?.publishedAt ?? null },
      ...(data?.origin && { origin: data.origin }),
      idempotencyKey: keyOf(name, there),
    });
    if (!proposed.ok || proposed.again) continue;
    made += 1;
    if (mirror.trusted) await acceptFirstByRule(db, proposed.id, MIRROR_RULE);
  }
  return made;
}

const keyOf = (name: string, there: ReadonlyMap<string, string>) => `${there.get(name)}:${name}`;
