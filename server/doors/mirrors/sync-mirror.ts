import { createHash } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/server/db";
import { openBlobs } from "@/server/doors/import/open-blobs";
import { checkText, LIMIT } from "@/server/doors/import/read-text";
import { catchUp } from "@/server/doors/repository/catch-up";
import { type CommitRow, readCommits } from "@/server/doors/repository/read-commits";
import { runGit } from "@/server/doors/repository/run-git";
import { writeCommits } from "@/server/doors/repository/write-commits";
import { redactAgain, redactedLines } from "@/server/text/documents/redact-again";
import type { MirroredFile } from "./mirrored-file";
import { noteRenames } from "./note-renames";
import { proposeAdded } from "./propose-added";
import { proposeMirrored } from "./propose-mirrored";
import { reachRemote, settingsEnvironment } from "./reach-remote";
import { watchFolder } from "./watch-folder";

/** What was pushed to and fetched from a mirror, or why it failed. */
export type Synced =
  | { readonly ok: true; readonly position: bigint; readonly pushed: number; readonly brought: number }
  | { readonly ok: false; readonly message: string };

interface Syncing {
  readonly db: Database;
  /** The folder that holds the repositories; see `readEnvironment().repository`. */
  readonly folder: string;
  readonly mirror: {
    readonly showId: number;
    readonly url: string;
    readonly branch: string;
    readonly trusted: boolean;
  };
  readonly token: string;
  readonly allowInternal: boolean;
  readonly signal?: AbortSignal | undefined;
  /** What the remote may take up; tests set less. */
  readonly limits?: { readonly seconds: number; readonly bytes: number };
}

/**
 * The longest that git may talk with the remote in one sync, and the most that it may fetch: a show's whole history is
 * some tens of megabytes.
 */
const LIMITS = { seconds: 5 * 60, bytes: 256_000_000 };

const THEIRS = "refs/remote/theirs";

/**
 * Syncs a show with its mirror: fetches what others committed there, and pushes accepted revisions on top of
 * it, never by force. The texts themselves tell what to do, so no state is stored: a text in the mirror that
 * is an earlier revision gets the later ones; any other text becomes a contribution, and its file stays as it
 * is until that is reviewed.
 */
export async function syncMirror(syncing: Syncing): Promise<Synced> {
  const { db, folder, mirror, token, allowInternal, signal, limits = LIMITS } = syncing;
  const { branch, showId, url } = mirror;
  const caught = await catchUp({ db, folder });
  if (!caught.ok) return { ok: false, message: caught.message };
  const { repository, position } = caught;
  const reached = await reachRemote({ url, token, allowInternal });
  if (!reached.ok) return reached;
  const env = settingsEnvironment(reached.settings);

  const path = join(repository.root, `mirror-${showId}`);
  await mkdir(path, { recursive: true });
  await runGit(["init", "--quiet", "--bare", "--template=", path], { folder: path });
  await mkdir(join(path, "objects/info"), { recursive: true });
  await writeFile(join(path, "objects/info/alternates"), `${join(repository.path, "objects")}\n`);
  const late = AbortSignal.timeout(limits.seconds * 1000);
  const large = new AbortController();
  const over = AbortSignal.any([late, large.signal, ...(signal ? [signal] : [])]);
  const git = (...args: string[]) => runGit(args, { folder: path, env, signal: over });
  const say = (said: string) => {
    if (large.signal.aborted) return `it has more than ${Math.round(limits.bytes / 1_000_000)} MB.`;
    if (late.aborted) return `it took longer than ${limits.seconds} seconds.`;
    return said.replaceAll(token, "…").split("\n").filter(Boolean).slice(-3).join(" ").slice(0, 500);
  };

  const asked = await git("ls-remote", url, `refs/heads/${branch}`);
  if (asked.code !== 0) return { ok: false, message: `The mirror could not be read: ${say(asked.said)}` };
  const theirs = asked.out.toString("utf8").split(/\s/)[0] ?? "";
  for (const ref of [THEIRS, "refs/heads/main"]) await git("update-ref", "-d", ref);
  if (theirs !== "") {
    const unwatch = await watchFolder(join(path, "objects/pack"), limits.bytes, () => large.abort());
    // A limit of 1 keeps what is fetched in one pack, whose size can be watched.
    const fetch = ["-c", "fetch.unpackLimit=1", "fetch", "--quiet", "--no-tags"];
    const fetched = await git(...fetch, url, `+refs/heads/${branch}:${THEIRS}`).finally(unwatch);
    if (large.signal.aborted) await removeUnfinished(join(path, "objects/pack"));
    if (fetched.code !== 0)
      return { ok: false, message: `The mirror could not be fetched: ${say(fetched.said)}` };
  }

  const there = theirs === "" ? new Map<string, string>() : await listThere(path);
  await noteRenames({ db, path, showId, there });
  const files = await compare({ db, path, showId, there });
  const added = await proposeAdded({ db, path, mirror, there });
  const news = files.filter((file) => file.known === null && file.text !== null);
  const { made, decided } = await proposeMirrored({ db, path, mirror, files: news });
  // After the contribution is reviewed, the mirror's text is replaced by the head, whatever the decision was.
  const startOf = ({ document, known, head }: MirroredFile) =>
    known ?? (decided.has(document) ? head - 1 : null);
  const from = new Map(
    files.flatMap((file) => {
      const start = startOf(file);
      return start === null ? [] : [[file.document, start] as const];
    }),
  );
  const names = new Map(files.map(({ document, path: name }) => [document, name] as const));
  const nameThere = ({ documentId, path: own }: CommitRow) => names.get(documentId) ?? own;
  let pushed = 0;
  async function* following() {
    for await (const rows of readCommits(db, 0n, position, showId)) {
      const those = rows.filter((row) => row.number > (from.get(row.documentId) ?? Number.POSITIVE_INFINITY));
      pushed += those.length;
      if (those.length > 0) yield those.map((row) => ({ ...row, path: nameThere(row) })) as CommitRow[];
    }
  }
  if (from.size > 0) await writeCommits({ path, from: theirs || null, batches: following(), signal });
  if (pushed > 0) {
    const sent = await git("push", "--quiet", url, `refs/heads/main:refs/heads/${branch}`);
    if (sent.code !== 0)
      return { ok: false, message: `The mirror could not be pushed to: ${say(sent.said)}` };
  }
  return { ok: true, position, pushed, brought: made + added };
}

/** git leaves what it had fetched when it was stopped. */
async function removeUnfinished(packs: string): Promise<void> {
  const names = await readdir(packs).catch(() => []);
  for (const name of names) if (name.startsWith("tmp_")) await rm(join(packs, name), { force: true });
}

const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** The files there, and the ids of their contents. Links, submodules and executable files are not transcripts. */
async function listThere(path: string): Promise<Map<string, string>> {
  const listed = await runGit(["ls-tree", "-r", "-z", THEIRS], { folder: path });
  const there = new Map<string, string>();
  for (const line of listed.out.toString("utf8").split("\0")) {
    const [head = "", name = ""] = line.split("\t");
    const [mode, , blob = ""] = head.split(" ");
    if (mode === "100644") there.set(name, blob);
  }
  return there;
}

interface Comparing {
  readonly db: Database;
  readonly path: string;
  readonly showId: number;
  /** The files there, and the ids of their contents. */
  readonly there: ReadonlyMap<string, string>;
}

async function compare({ db, path, showId, there }: Comparing): Promise<MirroredFile[]> {
  const documents = await db.$queryRaw<{ id: number; head: number; path: string; sha256: string }[]>`
    SELECT d.id, d.head, coalesce(n.path, d.path) AS path, encode(r.sha256, 'hex') AS sha256 FROM documents AS d
    JOIN episodes AS e ON e.id = d.episode_id
    JOIN revisions AS r ON r.document_id = d.id AND r.number = d.head
    LEFT JOIN renamed_files AS n ON n.document_id = d.id
    WHERE e.show_id = ${showId} ORDER BY d.id`;
  await using blobs = openBlobs(path);
  const files: MirroredFile[] = [];
  for (const { id, head, path: name, sha256 } of documents) {
    const blob = there.get(name);
    if (blob === undefined) {
      files.push({ document: id, head, path: name, known: 0, text: null, blob: "" });
      continue;
    }
    const bytes = await blobs.read(blob, LIMIT);
    if (bytes && hashOf(bytes) === sha256) continue;
    const lines = await redactedLines(db, id);
    const kept = bytes && lines.length > 0 ? Buffer.from(redactAgain(bytes.toString("utf8"), lines)) : bytes;
    const hash = kept && hashOf(kept);
    // If the mirror still has text that was redacted here, push the redacted revision.
    const told = bytes && kept && !kept.equals(bytes) ? 1 : 0;
    const [row] = await db.$queryRaw<{ number: number | null }[]>`
      SELECT max(number) AS number FROM revisions
      WHERE document_id = ${id} AND sha256 = decode(${hash ?? ""}, 'hex')`;
    const read = row?.number ? null : checkText(kept);
    files.push({
      document: id,
      head,
      path: name,
      known: row?.number ? row.number - told : null,
      text: read?.ok ? read.text : null,
      blob,
    });
  }
  return files;
}
