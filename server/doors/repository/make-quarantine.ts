import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { OpenRepository } from "./open-repository";
import { endGroup, spawnGit } from "./run-git";

/** A temporary repository for one push. It sees the objects of another, but does not add to them. */
export interface Quarantine extends AsyncDisposable {
  readonly path: string;
}

/** Creates a quarantine beside a repository. It is deleted with all its content; nothing leaves it. */
export async function makeQuarantine({ root, path }: OpenRepository): Promise<Quarantine> {
  const folder = await mkdtemp(join(root, "incoming-"));
  await mkdir(join(folder, "objects/info"), { recursive: true });
  await mkdir(join(folder, "refs"));
  await writeFile(join(folder, "objects/info/alternates"), `${join(path, "objects")}\n`);
  await writeFile(join(folder, "HEAD"), "ref: refs/heads/main\n");
  return {
    path: folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Whether a pack was unpacked, or why not. */
export type Unpacked =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "too-large" | "broken" | "gone"; readonly detail: string };

interface Incoming {
  readonly path: string;
  readonly pack: AsyncIterable<Uint8Array>;
  /** The largest pack that is accepted. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

// Keeps reading a pack that is too large, so that the person sees why it is refused: git shows nothing if the
// connection is closed.
const MOST_HEARD = 4 * 1024 * 1024 * 1024;
const PATIENCE_SECONDS = 60;

/**
 * Unpacks a pack into a quarantine with `git index-pack --strict`: every object is complete, every link has a
 * target, and no tree contains `.git`, `..` or a path. Neither disk nor memory ever holds more than the
 * limit.
 */
export async function unpack({ path, pack, mostBytes, signal }: Incoming): Promise<Unpacked> {
  const limit = `--max-input-size=${mostBytes}`;
  // Files larger than any transcript are written to disk in pieces, whatever size they unpack to.
  const settings = ["-c", "core.bigFileThreshold=8m", "-c", "pack.threads=1"];
  const git = spawnGit([...settings, "index-pack", "--stdin", "--fix-thin", "--strict", limit], {
    folder: path,
  });
  let said = "";
  git.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-4000);
  });
  git.stdout.resume();
  git.stdin.on("error", () => {});
  let over = false;
  const ended = once(git, "close").then(
    ([code]) => code as number | null,
    () => null,
  );
  ended.then(() => {
    over = true;
  });
  const stop = () => endGroup(git);
  signal.addEventListener("abort", stop);
  const silence = setTimeout(stop, PATIENCE_SECONDS * 1000);
  let heard = 0;
  try {
    for await (const chunk of pack) {
      silence.refresh();
      heard += chunk.length;
      if (heard > MOST_HEARD || signal.aborted) break;
      if (over || git.stdin.write(chunk)) continue;
      const waiting = new AbortController();
      await Promise.race([
        once(git.stdin, "drain", { signal: waiting.signal }).catch(() => {}),
        ended,
        sleep(PATIENCE_SECONDS * 1000, undefined, { signal: waiting.signal }).catch(() => {}),
      ]);
      waiting.abort();
    }
  } catch {
    stop();
    return { ok: false, reason: "gone", detail: "the push broke off" };
  } finally {
    clearTimeout(silence);
    git.stdin.end();
    await ended;
    signal.removeEventListener("abort", stop);
  }
  if (signal.aborted) return { ok: false, reason: "gone", detail: "the push broke off" };
  if ((await ended) === 0) return { ok: true };
  if (heard > mostBytes || /exceeds maximum allowed size/.test(said))
    return {
      ok: false,
      reason: "too-large",
      detail: `it is larger than ${Math.round(mostBytes / 1_000_000)} MB`,
    };
  return { ok: false, reason: "broken", detail: reasonOf(said) };
}

// git's checks by their messages, and what they mean.
const CHECKS: readonly (readonly [RegExp, string])[] = [
  [/hasDotgit|contains '\.git'/, "it has a file or folder named .git"],
  [/hasDotdot|contains '\.\.'/, "it has a file or folder named .."],
  [/hasDot\b|contains '\.'/, "it has a file or folder named ."],
  [/fullPathname|contains full pathnames/, "it has a file whose name contains a slash"],
  [/emptyName|contains empty pathname/, "it has a file without a name"],
  [/gitmodules/i, "it has a .gitmodules, but submodules are not accepted"],
  [/symlink/i, "it has a symbolic link, which is not allowed"],
];

function reasonOf(said: string): string {
  const known = CHECKS.find(([pattern]) => pattern.test(said));
  if (known) return known[1];
  const line = said
    .split(/[\r\n]+/)
    .map((each) => each.trim())
    .find((each) => /^(?:fatal|error)/.test(each));
  return line ? `git says: ${line}` : "git could not read it";
}
