import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import type { Problem } from "@/server/doors/import/problem";
import { readTranscriptFile } from "@/server/text/transcript-files/read-transcript-file";
import { unpacksWithin } from "@/server/text/transcript-files/unpacks-within";

/** What may come in one archive: ten thousand transcripts of 60 KB are 600 MB, and come in several. */
export interface ArchiveLimits {
  readonly files: number;
  /** Bytes, unpacked. */
  readonly bytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = { files: 5000, bytes: 200_000_000 };

/** What was left out, and why; or why nothing was unpacked. */
export type UnpackedArchive =
  | { readonly ok: true; readonly problems: readonly Problem[] }
  | {
      readonly ok: false;
      readonly reason: "not-zip" | "too-large" | "too-many" | "bad-name" | "nothing";
      /** The name that leads elsewhere. */
      readonly detail: string | null;
    };

// What is read as a transcript besides Markdown, which is imported as it is.
const TRANSCRIPTS = /\.(?:vtt|srt|sbv|json|ttml|dfxp|docx|txt)$/i;
const KEPT = /(?:\.md|(?:^|\/)(?:LICENSE|LICENCE)(?:\.\w+)?)$/i;
// What systems put into archives besides.
const ASIDE = /(?:^|\/)(?:__MACOSX|\.[^/]*)(?:\/|$)/;

/**
 * Unpacks an archive of transcripts into an empty folder. Only files that are transcripts by their names are written, each below
 * the folder: an archive of which one name leads elsewhere is not unpacked at all. Captions and their like are written as the
 * Markdown that they become. How much there is, is counted as it really unpacks, before anything is written.
 *
 * @param folder where to, which the caller removes
 */
export async function unpackArchive(
  bytes: Uint8Array,
  folder: string,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<UnpackedArchive> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return { ok: false, reason: "not-zip", detail: null };
  let [count, bad] = [0, null as string | null];
  const names = listNames(bytes, (name) => {
    count += 1;
    if (!isWithin(name)) bad ??= name;
    return count <= limits.files && bad === null;
  });
  if (names === null) return { ok: false, reason: "not-zip", detail: null };
  if (bad !== null) return { ok: false, reason: "bad-name", detail: JSON.stringify(bad).slice(1, 200) };
  if (count > limits.files) return { ok: false, reason: "too-many", detail: null };
  if (!unpacksWithin(bytes, limits.bytes)) return { ok: false, reason: "too-large", detail: null };
  const wanted = names.filter(
    (name) => !name.endsWith("/") && !ASIDE.test(name) && (KEPT.test(name) || TRANSCRIPTS.test(name)),
  );
  if (!wanted.some((name) => !/LICEN[CS]E/i.test(name)))
    return { ok: false, reason: "nothing", detail: null };
  const top = commonTop(wanted);
  const chosen = new Set(wanted);
  const files = unzipSync(bytes, { filter: ({ name }) => chosen.has(name) });
  const problems: Problem[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = name.slice(top.length);
    const target = join(folder, path);
    if (KEPT.test(path)) {
      await write(target, content);
      continue;
    }
    const read = await readTranscriptFile(content, { type: null, name });
    if (read.ok) await write(target.replace(/\.\w+$/, ".md"), read.written.text);
    else
      problems.push({
        path,
        reason: read.problem.reason,
        ...(read.problem.line !== null && { line: read.problem.line }),
      });
  }
  return { ok: true, problems };
}

/** Of two files that would be one, and of a file and a folder, the first stays. */
async function write(path: string, content: Uint8Array | string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: "wx" });
  } catch (error) {
    if (!TAKEN.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

const TAKEN = new Set(["EEXIST", "EISDIR", "ENOTDIR"]);

/** The names in an archive, without unpacking anything; null if it cannot be read. Ends where `goOn` says so. */
function listNames(bytes: Uint8Array, goOn: (name: string) => boolean): string[] | null {
  const names: string[] = [];
  let isOver = false;
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        names.push(name);
        isOver = !goOn(name);
        // An archive may say that it has billions of files.
        if (isOver) throw new Error("over");
        return false;
      },
    });
    return names;
  } catch {
    return isOver ? names : null;
  }
}

/** In bytes: the longest name that file systems have. */
const LONGEST_PART = 255;

/** Whether a name stays below the folder on every system. */
const isWithin = (name: string) =>
  name !== "" &&
  name.length <= 1000 &&
  name.split("/").every((part) => Buffer.byteLength(part) <= LONGEST_PART) &&
  !/[\\\0:]/.test(name) &&
  !name.startsWith("/") &&
  !name.split("/").includes("..");

/** The folder that all files lie in, where it is one that hosts put around a repository: `transcripts-main/`. */
function commonTop(names: readonly string[]): string {
  const top = `${names[0]?.split("/")[0]}/`;
  const isCommon = names.every((name) => name.startsWith(top));
  return isCommon && names.some((name) => name.split("/").length > 2) ? top : "";
}
