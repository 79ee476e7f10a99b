import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A real web server on loopback with one file, and what it was asked. */
export interface AudioServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: { readonly range: string | undefined; readonly agent: string | undefined }[];
  /** How many requests it was answering at once, at most. */
  readonly mostAtOnce: () => number;
}

interface Options {
  readonly bytes?: Buffer;
  /** Answers instead; `true` where it did. */
  readonly answer?: (
    request: IncomingMessage,
    response: ServerResponse,
    asked: number,
  ) => boolean | undefined;
  /** Breaks the connection after so many bytes of an answer. */
  readonly breakAfter?: number;
  /** Sends no more than so many bytes of its first answer, and keeps the connection. */
  readonly holdFirst?: number;
  /** Milliseconds between two pieces. */
  readonly slow?: number;
  /** Whether it gives the file a name, and parts of it. */
  readonly ranges?: boolean;
}

const PIECE = 32 * 1024;

/** Serves a file as hosts of podcasts do: with a strong ETag and ranges, unless it is told otherwise. */
export async function serveAudio({
  bytes = Buffer.alloc(0),
  answer,
  breakAfter = Number.POSITIVE_INFINITY,
  holdFirst = Number.POSITIVE_INFINITY,
  slow = 0,
  ranges = true,
}: Options): Promise<AudioServer> {
  const asked: AudioServer["asked"][number][] = [];
  let now = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    asked.push({ range: request.headers.range, agent: request.headers["user-agent"] });
    now += 1;
    most = Math.max(most, now);
    response.once("close", () => {
      now -= 1;
    });
    if (answer?.(request, response, asked.length)) return;
    const from = ranges ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0) : 0;
    if (ranges) response.setHeader("ETag", '"this-file"');
    response.setHeader("Content-Type", "audio/mpeg");
    if (from >= bytes.length && from > 0) {
      response.writeHead(416, { "Content-Range": `bytes */${bytes.length}` }).end();
      return;
    }
    if (from > 0) {
      response.statusCode = 206;
      response.setHeader("Content-Range", `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
    }
    response.setHeader("Content-Length", bytes.length - from);
    let sent = 0;
    for (let at = from; at < bytes.length; at += PIECE) {
      if (sent >= breakAfter) {
        response.destroy();
        return;
      }
      if (asked.length === 1 && sent >= holdFirst) return;
      const piece = bytes.subarray(at, at + PIECE);
      sent += piece.length;
      await new Promise((done) => response.write(piece, done));
      if (response.destroyed) return;
      if (slow > 0) await new Promise((done) => setTimeout(done, slow));
    }
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/episode.mp3`,
    asked,
    mostAtOnce: () => most,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
