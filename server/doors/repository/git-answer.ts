import { Readable } from "node:stream";
import { type Pace, PaceWatch } from "@/lib/http/pace";
import { problem } from "@/lib/http/problem";
import { REPOSITORY_NAME } from "./open-repository";
import { endGroup, spawnGit } from "./run-git";

interface Question {
  /** The folder that contains the repository. */
  readonly root: string;
  readonly request: Request;
  /** The path below the repository's address. */
  readonly path: string;
  /** How slow the reader may be. */
  readonly pace: Pace;
  /** Called when git has ended, for whatever reason. */
  readonly onEnd: () => void;
}

// A reader that takes no data for this long is gone or blocks others.
const PATIENCE_SECONDS = 60;
const LONGEST_HEAD = 16 * 1024;

/**
 * Passes a request to `git http-backend` and streams its answer: git writes no faster than the reader reads,
 * and reads no faster than the request arrives. If the reader goes away, git and its helpers are stopped.
 */
export async function gitAnswer({ root, request, path, pace, onEnd }: Question): Promise<Response> {
  const url = new URL(request.url);
  const header = (name: string) => request.headers.get(name) ?? "";
  const git = spawnGit(["http-backend"], {
    folder: root,
    env: {
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: `/${REPOSITORY_NAME}/${path}`,
      REQUEST_METHOD: request.method,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: header("Content-Type"),
      CONTENT_LENGTH: header("Content-Length"),
      HTTP_CONTENT_ENCODING: header("Content-Encoding"),
      // The only header that git reads besides CGI's own: the client's protocol version.
      GIT_PROTOCOL: /^[\w.=:-]{1,200}$/.test(header("Git-Protocol")) ? header("Git-Protocol") : "",
      REMOTE_ADDR: "",
      REMOTE_USER: "",
    },
  });
  let said = "";
  git.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString("utf8")).slice(-2000);
  });
  let stopped = false;
  const stop = () => {
    stopped = true;
    endGroup(git);
  };
  const silence = setTimeout(stop, PATIENCE_SECONDS * 1000);
  const reader = new PaceWatch(pace, stop);
  const ended = () => {
    clearTimeout(silence);
    reader.end();
    request.signal.removeEventListener("abort", stop);
    onEnd();
  };
  git.once("error", ended);
  git.once("close", ended);
  request.signal.addEventListener("abort", stop);
  if (request.signal.aborted) stop();
  // git may exit before it has read everything, and the client may leave before it has sent everything.
  git.stdin.on("error", () => {});
  const sent = request.body ? Readable.fromWeb(request.body as never) : Readable.from([]);
  sent.on("error", stop);
  sent.on("data", () => silence.refresh());
  sent.pipe(git.stdin);

  const chunks = git.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const head = await readHead(chunks).catch(() => null);
  if (!head) {
    stop();
    const detail = /not a git command/.test(said)
      ? "git http-backend is not installed. Some systems have it in a separate package, such as git-daemon."
      : "git gave no answer.";
    return problem(502, "git did not answer", detail);
  }
  let rest: Buffer | null = head.rest;
  // What the reader was given last, and has taken when it asks for more.
  let given = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        silence.refresh();
        reader.moved(given);
        given = 0;
        const give = (chunk: Buffer) => {
          controller.enqueue(chunk);
          given = chunk.length;
          reader.waits();
        };
        if (rest !== null && rest.length > 0) {
          give(rest);
          rest = null;
          return;
        }
        const { value, done } = await chunks.next();
        silence.refresh();
        // A truncated answer must not look complete.
        if (stopped) controller.error(new Error("git was stopped before it had finished"));
        else if (done) controller.close();
        else give(value);
      },
      cancel: stop,
    },
    // Do not read ahead of the reader.
    { highWaterMark: 0 },
  );
  return new Response(body, { status: head.status, headers: head.headers });
}

interface Head {
  readonly status: number;
  readonly headers: Headers;
  readonly rest: Buffer;
}

/** Reads the header lines of a CGI answer. */
async function readHead(chunks: AsyncIterator<Buffer>): Promise<Head | null> {
  let read = Buffer.alloc(0);
  while (read.indexOf("\r\n\r\n") < 0) {
    const { value, done } = await chunks.next();
    if (done || read.length > LONGEST_HEAD) return null;
    read = Buffer.concat([read, value]);
  }
  const end = read.indexOf("\r\n\r\n");
  const headers = new Headers();
  let status = 200;
  for (const line of read.toString("latin1", 0, end).split("\r\n")) {
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === "status") status = Number(value.slice(0, 3));
    else headers.append(name, value);
  }
  return { status, headers, rest: read.subarray(end + 4) };
}
