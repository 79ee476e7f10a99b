import { Readable } from "node:stream";
import { problem } from "@/lib/http/problem";
import { REPOSITORY_NAME } from "./open-repository";
import { endGroup, spawnGit } from "./run-git";

interface Question {
  /** The folder that the repository lies in. */
  readonly root: string;
  readonly request: Request;
  /** What stands in the address behind the repository's own. */
  readonly path: string;
  /** Called once git has ended, however that came about. */
  readonly onEnd: () => void;
}

// A reader that takes nothing for so long is gone, or keeps others waiting.
const PATIENCE_SECONDS = 60;
const LONGEST_HEAD = 16 * 1024;

/**
 * Puts a request to `git http-backend` and hands on what it says, as it comes: git writes no faster than the reader
 * reads, and reads no faster than the request arrives. Where the reader goes away, git and its helpers are ended.
 */
export async function gitAnswer({ root, request, path, onEnd }: Question): Promise<Response> {
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
      // The one header that git reads beyond CGI's own: which version of the protocol the other side speaks.
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
  const ended = () => {
    clearTimeout(silence);
    request.signal.removeEventListener("abort", stop);
    onEnd();
  };
  git.once("error", ended);
  git.once("close", ended);
  request.signal.addEventListener("abort", stop);
  if (request.signal.aborted) stop();
  // git may end before it has read all, and the sender may go away before all is sent.
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
      ? "git http-backend is not installed. Some systems have it in a package of its own, such as git-daemon."
      : "git gave no answer.";
    return problem(502, "git did not answer", detail);
  }
  let rest: Buffer | null = head.rest;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        silence.refresh();
        if (rest !== null && rest.length > 0) {
          controller.enqueue(rest);
          rest = null;
          return;
        }
        const { value, done } = await chunks.next();
        silence.refresh();
        // Cut short, it must not look like an end.
        if (stopped) controller.error(new Error("git was ended before it was done"));
        else if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: stop,
    },
    // Nothing is read before it is asked for.
    { highWaterMark: 0 },
  );
  return new Response(body, { status: head.status, headers: head.headers });
}

interface Head {
  readonly status: number;
  readonly headers: Headers;
  readonly rest: Buffer;
}

/** Reads the lines of a CGI answer that stand before its body. */
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
