import { tmpdir } from "node:os";
import { join } from "node:path";
import { reasonIn } from "@/server/doors/import/clone";
import { reachRemote, settingsEnvironment } from "@/server/doors/mirrors/reach-remote";
import { watchFolder } from "@/server/doors/mirrors/watch-folder";
import { runGit } from "@/server/doors/repository/run-git";

/** The repository's name, or why it could not be fetched. */
export type FetchedRepository =
  | {
      readonly ok: true;
      readonly name: string;
      /** The commit that was fetched. */
      readonly head: string;
    }
  | { readonly ok: false; readonly message: string };

interface Fetching {
  readonly url: string;
  /** An empty folder, which the caller removes. */
  readonly folder: string;
  readonly allowInternal: boolean;
  readonly signal?: AbortSignal;
  /** What the other side may take up; tests set less. */
  readonly limits?: { readonly seconds: number; readonly bytes: number };
}

/** The longest that git may talk with the other side, and the most that it may send or that its files may take. */
const LIMITS = { seconds: 20 * 60, bytes: 512_000_000 };

/**
 * Fetches a public repository that somebody named in the browser, with its history and its newest files, in bounded time
 * and space. Reaches no internal address, asks for no password, and runs nothing of the repository's.
 */
export async function fetchRepository(fetching: Fetching): Promise<FetchedRepository> {
  const { url, folder, allowInternal, signal, limits = LIMITS } = fetching;
  const reached = await reachRemote({ url, token: null, allowInternal });
  if (!reached.ok) return reached;
  const late = AbortSignal.timeout(limits.seconds * 1000);
  const large = new AbortController();
  const over = AbortSignal.any([late, large.signal, ...(signal ? [signal] : [])]);
  const env = settingsEnvironment(reached.settings);
  // Files have the repository's bytes on every system, and links stay what they name.
  const settings = ["core.autocrlf=false", "core.eol=lf", "core.symlinks=false", "core.longpaths=true"];
  const git = (...args: string[]) =>
    runGit([...settings.flatMap((each) => ["-c", each]), ...args], { folder, env, signal: over });
  const no = (said: string): FetchedRepository => {
    signal?.throwIfAborted();
    if (large.signal.aborted) return { ok: false, message: tooLarge(limits.bytes) };
    if (late.aborted) return { ok: false, message: `It took longer than ${limits.seconds / 60} minutes.` };
    return { ok: false, message: `The repository could not be fetched. git says: ${reasonIn(said)}` };
  };
  const begun = await git("init", "--quiet", "--template=");
  if (begun.missing) return { ok: false, message: "git is not installed on the server." };
  if (begun.code !== 0) return no(begun.said);
  const unwatch = await watchFolder(join(folder, ".git/objects/pack"), limits.bytes, () => large.abort());
  // A limit of 1 keeps what is fetched in one pack, whose size can be watched.
  const fetch = ["-c", "fetch.unpackLimit=1", "fetch", "--quiet", "--no-tags"];
  const fetched = await git(...fetch, "--", url, "+HEAD:refs/heads/theirs").finally(unwatch);
  if (fetched.code !== 0) return no(fetched.said);
  // A small pack can hold large files: how large is asked before they are written.
  const listed = await git("ls-tree", "-r", "-l", "theirs");
  if (listed.code !== 0) return no(listed.said);
  const sizes = listed.out.toString("utf8").matchAll(/^\S+ blob \S+ +(\d+)\t/gm);
  const bytes = [...sizes].reduce((sum, [, size]) => sum + Number(size), 0);
  if (bytes > limits.bytes) return { ok: false, message: tooLarge(limits.bytes) };
  const laidOut = await git("checkout", "--quiet", "theirs");
  if (laidOut.code !== 0) return no(laidOut.said);
  const head = (await git("rev-parse", "theirs")).out.toString("utf8").trim();
  return { ok: true, name: nameOf(url), head };
}

/** The newest commit of a repository, with one request; or why it could not be asked. */
export async function askForHead({
  url,
  allowInternal,
  signal,
}: Pick<Fetching, "url" | "allowInternal" | "signal">): Promise<
  { readonly ok: true; readonly head: string } | { readonly ok: false; readonly message: string }
> {
  const reached = await reachRemote({ url, token: null, allowInternal });
  if (!reached.ok) return reached;
  const late = AbortSignal.timeout(HEAD_SECONDS * 1000);
  const asked = await runGit(["ls-remote", "--", url, "HEAD"], {
    folder: tmpdir(),
    env: settingsEnvironment(reached.settings),
    signal: signal ? AbortSignal.any([signal, late]) : late,
  });
  signal?.throwIfAborted();
  if (asked.missing) return { ok: false, message: "git is not installed on the server." };
  if (late.aborted) return { ok: false, message: `It did not answer within ${HEAD_SECONDS} seconds.` };
  const head = asked.out.toString("utf8").split(/\s/)[0] ?? "";
  if (asked.code !== 0 || head === "")
    return {
      ok: false,
      message: `The repository could not be fetched. git says: ${reasonIn(asked.said)}`,
    };
  return { ok: true, head };
}

const HEAD_SECONDS = 60;

const tooLarge = (bytes: number) => `The repository is larger than ${Math.round(bytes / 1_000_000)} MB.`;

function nameOf(url: string): string {
  const parts = new URL(url).pathname.split("/").filter(Boolean);
  return (parts.at(-1) ?? "").replace(/\.git$/i, "");
}
