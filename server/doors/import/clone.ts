import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withoutPassword } from "@/lib/without-password";
import { plainLine } from "./plain-line";

/** A clone in its own temporary folder, or why there is none. */
export type Cloned =
  | {
      readonly ok: true;
      readonly folder: string;
      /** The repository's name. */
      readonly name: string;
      /** Deletes the folder. */
      remove(): Promise<void>;
    }
  | {
      readonly ok: false;
      readonly reason: "not-a-git-url" | "no-git" | "no-answer" | "failed";
      readonly message: string;
    };

interface Options {
  readonly url: string;
  /** Stops git and deletes what it wrote. */
  readonly signal?: AbortSignal;
  /** Whether to fetch every commit, not only the newest. */
  readonly history?: boolean;
  /** Seconds of silence after which git is stopped. */
  readonly patienceSeconds?: number;
  /** The most seconds for the whole clone. */
  readonly limitSeconds?: number;
  /** The git program; tests replace it. */
  readonly git?: string;
}

const PROTOCOLS = ["https", "http", "ssh", "git", "file"];
const URL_SHAPE = new RegExp(`^(?:${PROTOCOLS.join("|")})://[^\\s-]`, "i");
// user@host:path, as git and scp write it.
const SCP_SHAPE = /^[\w.-]+@[\w.][\w.-]*:[^\s:]/;

/** Whether a text is the address of a git repository, not a folder. */
export function isGitUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?:\/\/|:)/i.test(text) || SCP_SHAPE.test(text);
}

/**
 * Clones the newest state of a git repository, or with `history` all commits, with the installed git. Never
 * asks for a password and runs no hook. Stops git after `patienceSeconds` (30) of silence. On failure nothing
 * is left behind; after success the caller removes the folder.
 */
export async function clone(options: Options): Promise<Cloned> {
  const { url, signal, git = "git", patienceSeconds = 30, limitSeconds = 3600 } = options;
  const shown = withoutPassword(url);
  if (!URL_SHAPE.test(url) && !SCP_SHAPE.test(url)) {
    const message = `${shown} is not a git address that can be cloned here: give one that begins with ${PROTOCOLS.join("://, ")}://.`;
    return { ok: false, reason: "not-a-git-url", message };
  }
  const folder = await mkdtemp(join(tmpdir(), "onrecord-clone-"));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  const ended = await run(git, url, folder, options.history ?? false, patienceSeconds, limitSeconds, signal);
  if (ended.how === "done") return { ok: true, folder, name: repositoryName(url), remove };
  await remove();
  switch (ended.how) {
    case "missing":
      return { ok: false, reason: "no-git", message: "git is not installed, or not on the PATH." };
    case "silent": {
      const message = `${shown} does not answer: git was silent for ${patienceSeconds} seconds.`;
      return { ok: false, reason: "no-answer", message };
    }
    case "stopped":
      return { ok: false, reason: "failed", message: `The clone of ${shown} was stopped.` };
    case "failed": {
      // git itself removes a name and password only up to the first @.
      const said = ended.said
        .replaceAll(url, shown)
        .replace(/(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/\S+/gi, withoutPassword);
      return { ok: false, reason: "failed", message: `${shown} could not be cloned. git says: ${said}` };
    }
  }
}

type Ended =
  | { readonly how: "done" | "missing" | "silent" | "stopped" }
  | { readonly how: "failed"; readonly said: string };

function run(
  git: string,
  url: string,
  folder: string,
  history: boolean,
  patienceSeconds: number,
  limitSeconds: number,
  signal?: AbortSignal,
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(git, cloneArguments(url, folder, history), {
      cwd: folder,
      env: quietEnvironment(patienceSeconds),
      stdio: ["ignore", "ignore", "pipe"],
      // Its own process group, so that git's helpers are stopped with it.
      detached: process.platform !== "win32",
    });
    let ended: Ended | undefined;
    let said = "";
    const stop = (how: "silent" | "stopped") => {
      ended ??= { how };
      kill(child.pid);
    };
    const onAbort = () => stop("stopped");
    const silence = setTimeout(() => stop("silent"), patienceSeconds * 1000);
    const limit = setTimeout(() => stop("stopped"), limitSeconds * 1000);
    signal?.addEventListener("abort", onAbort);
    if (signal?.aborted) onAbort();
    child.stderr.on("data", (chunk: Buffer) => {
      silence.refresh();
      // Progress output is long, and only its end says why git failed.
      said = (said + chunk.toString("utf8")).slice(-4000);
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      ended ??= error.code === "ENOENT" ? { how: "missing" } : { how: "failed", said: error.message };
      finish();
    });
    child.on("close", (code) => {
      ended ??= code === 0 ? { how: "done" } : { how: "failed", said: reasonIn(said) };
      finish();
    });
    const finish = () => {
      clearTimeout(silence);
      clearTimeout(limit);
      signal?.removeEventListener("abort", onAbort);
      if (ended) done(ended);
    };
  });
}

function cloneArguments(url: string, folder: string, history: boolean): string[] {
  // Keep the repository's bytes unchanged on every system.
  const settings = ["core.autocrlf=false", "core.eol=lf", "core.longpaths=true"];
  return [
    ...settings.flatMap((setting) => ["-c", setting]),
    "clone",
    ...(history ? [] : ["--depth=1"]),
    ...["--single-branch", "--no-tags", "--template=", "--progress"],
    // Nothing after this is read as an option.
    "--",
    url,
    folder,
  ];
}

/** An environment in which git never prompts and knows no repository but the one it is given. */
export function quietEnvironment(patienceSeconds: number): NodeJS.ProcessEnv {
  // Inside a git hook, these variables name the repository that ran the hook.
  const others = Object.entries(process.env).filter(
    ([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|NAMESPACE|PREFIX)$/.test(name),
  );
  return {
    ...(Object.fromEntries(others) as NodeJS.ProcessEnv),
    GIT_ALLOW_PROTOCOL: PROTOCOLS.join(":"),
    GIT_TERMINAL_PROMPT: "0",
    // An empty program: git prompts neither in the terminal nor in a window.
    GIT_ASKPASS: "",
    SSH_ASKPASS: "",
    GCM_INTERACTIVE: "never",
    GIT_SSH_COMMAND: `${process.env.GIT_SSH_COMMAND ?? "ssh"} -oBatchMode=yes -oConnectTimeout=${patienceSeconds}`,
    LC_ALL: "C",
  };
}

function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // The process has already exited.
  }
}

/** The line of git's output that says why it failed, without control characters. */
export function reasonIn(said: string): string {
  const lines = said.split(/[\r\n]+/).map((line) => plainLine(line).trim());
  const why = lines.filter((line) => /^(?:fatal|error|ERROR|ssh|Host key|Permission)/.test(line));
  return (why.length > 0 ? why : lines.filter(Boolean).slice(-1)).join(" ") || "nothing.";
}

function repositoryName(url: string): string {
  const parts = (url.split(/[?#]/, 1)[0] ?? "").split(/[/:]/);
  return (parts.filter(Boolean).at(-1) ?? "").replace(/\.git$/i, "");
}
