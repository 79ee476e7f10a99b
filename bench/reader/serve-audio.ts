import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { encodeMp3 } from "../../scripts/make-demo/mp3";
import { readMp3 } from "../../scripts/make-demo/mp3-duration";
import { SAMPLE_RATE } from "../../scripts/make-demo/speech";

/** Audio at an address of this machine, served as a podcast host does: with ranges, so that players can seek. */
export interface ServedAudio {
  readonly url: string;
  readonly seconds: number;
  readonly bytes: number;
  stop(): Promise<void>;
}

const PIECE_SECONDS = 60;

/**
 * Serves an MP3 of at least so many seconds: a minute of a quiet pulsing tone, encoded once like the
 * demonstration's audio and repeated frame by frame. It writes no file, whatever the length.
 */
export async function serveAudio(atLeast: number): Promise<ServedAudio> {
  const piece = Buffer.from(await encodeMp3(quietTone()));
  const pieceSeconds = readMp3(piece).seconds;
  const count = Math.ceil(atLeast / pieceSeconds);
  const size = piece.length * count;
  const server = createServer((request, response) => {
    const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    const from = Number(asked?.[1] ?? 0);
    const to = Math.min(size - 1, asked?.[2] ? Number(asked[2]) : size - 1);
    const headers = {
      "Content-Type": "audio/mpeg",
      "Accept-Ranges": "bytes",
      "Content-Length": Math.max(0, to - from + 1),
    };
    if (from > to) response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    else {
      if (asked) response.writeHead(206, { ...headers, "Content-Range": `bytes ${from}-${to}/${size}` });
      else response.writeHead(200, headers);
      const body = Readable.from(repeated(piece, from, to));
      // Browsers abort a download when they have enough.
      response.once("close", () => body.destroy());
      body.pipe(response);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/episode.mp3`,
    seconds: pieceSeconds * count,
    bytes: size,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function* repeated(piece: Buffer, from: number, to: number): Generator<Buffer> {
  for (let at = from; at <= to; ) {
    const start = at % piece.length;
    const end = Math.min(piece.length, start + to - at + 1);
    yield piece.subarray(start, end);
    at += end - start;
  }
}

function quietTone(): Float32Array {
  const samples = new Float32Array(PIECE_SECONDS * SAMPLE_RATE);
  for (let index = 0; index < samples.length; index += 1) {
    const second = index / SAMPLE_RATE;
    samples[index] = 0.01 * Math.sin(2 * Math.PI * 220 * second) * Math.sin(Math.PI * second) ** 2;
  }
  return samples;
}
