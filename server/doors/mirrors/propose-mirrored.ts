import type { Database } from "@/server/db";
import { runGit } from "@/server/doors/repository/run-git";
import { redactAgain, redactedLines } from "@/server/text/documents/redact-again";
import { acceptLocked } from "@/server/work/contributions/accept";
import { isUndecided } from "@/server/work/contributions/is-undecided";
import { lockContribution } from "@/server/work/contributions/lock-contribution";
import { propose } from "@/server/work/contributions/propose";
import type { MirroredFile } from "./mirrored-file";

interface Proposing {
  readonly db: Database;
  /** A repository that has what is there as `refs/remote/theirs`. */
  readonly path: string;
  readonly mirror: { readonly showId: number; readonly trusted: boolean };
  readonly files: readonly MirroredFile[];
}

interface ProposedMirrored {
  /** How many were proposed now. */
  readonly made: number;
  /** Documents whose text there was proposed before and decided since. */
  readonly decided: ReadonlySet<number>;
}

/** Who decided where the show's rule trusts what is committed to its mirror. */
const MIRROR_RULE = { id: null, name: "Mirror rule" };

/**
 * Makes contributions of texts that were changed in a mirror, credited to who committed them there; where the show's
 * rule says so, they are accepted at once, merged into what is here. Each text is proposed once, however often it is
 * found.
 */
export async function proposeMirrored({ db, path, mirror, files }: Proposing): Promise<ProposedMirrored> {
  let made = 0;
  const decided = new Set<number>();
  for (const { document, path: file, text, blob } of files) {
    if (text === null) continue;
    const base = await findBase(db, path, document, file);
    const log = await runGit(["log", "-1", "--format=%an%n%s", "refs/remote/theirs", "--", file], {
      folder: path,
    });
    const [name = "", subject = ""] = log.out.toString("utf8").split("\n");
    const proposed = await propose(db, {
      author: {
        id: null,
        name: name.trim().slice(0, 200) || "Mirror",
        addressHash: `mirror:${mirror.showId}`,
      },
      ...{
        documentId: document,
        base,
        text,
        channel: "mirror",
        message: subject,
        idempotencyKey: `${blob}:${file}`,
      },
    });
    if (!proposed.ok) continue;
    if (proposed.contribution.again) {
      if (!isUndecided(proposed.contribution.status)) decided.add(document);
      continue;
    }
    made += 1;
    if (mirror.trusted) await acceptNow(db, proposed.contribution.id);
  }
  return { made, decided };
}

/** The revision of ours that was changed there: the newest that is among the file's earlier texts there. */
async function findBase(db: Database, path: string, document: number, file: string): Promise<number> {
  const log = await runGit(
    ["log", "-50", "--format=", "--raw", "--no-abbrev", "refs/remote/theirs", "--", file],
    { folder: path },
  );
  const blobs = [...log.out.toString("utf8").matchAll(/^:\d+ \d+ ([0-9a-f]+) /gm)].map(
    (match) => match[1] ?? "",
  );
  const lines = await redactedLines(db, document);
  for (const blob of blobs) {
    const { out, code } = await runGit(["cat-file", "blob", blob], { folder: path });
    if (code !== 0) continue;
    const [row] = await db.$queryRaw<{ number: number | null }[]>`
      SELECT max(number) AS number FROM revisions WHERE document_id = ${document}
        AND sha256 = sha256(${Buffer.from(redactAgain(out.toString("utf8"), lines))}::bytea)`;
    if (row?.number) return row.number;
  }
  const { head } = await db.document.findUniqueOrThrow({ where: { id: document }, select: { head: true } });
  return head;
}

/** What cannot be merged waits for a person. */
async function acceptNow(db: Database, id: number): Promise<void> {
  await db.$transaction(async (tx) => {
    const contribution = await lockContribution(tx, id);
    if (contribution && isUndecided(contribution.status))
      await acceptLocked(tx, contribution, { reviewer: MIRROR_RULE });
  });
}
