import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Transcript, timeline, words } from "../../transcript";
import type { ServedAudio } from "../reader/serve-audio";

/** The other player's page of a transcript, served compressed from this machine. */
export interface PeerPage extends AsyncDisposable {
  readonly url: string;
}

interface Parts {
  readonly transcript: Transcript;
  readonly audio: ServedAudio;
  /** The folder where hyperaudio-lite is installed. */
  readonly folder: string;
}

/**
 * Serves a page of hyperaudio-lite as its README describes: a paragraph for each segment, and a span for each
 * word with start and length in milliseconds. Times come from our timeline. Its two buttons do what the
 * audio's own controls would do.
 */
export async function servePeer({ transcript, audio, folder }: Parts): Promise<PeerPage> {
  const script = gzipSync(await readFile(join(folder, "js/hyperaudio-lite.js")));
  const page = gzipSync(pageOf(transcript, audio));
  const server = createServer(({ url }, response) => {
    const isScript = url === "/hyperaudio-lite.js";
    response
      .writeHead(200, {
        "Content-Type": isScript ? "text/javascript" : "text/html; charset=utf-8",
        "Content-Encoding": "gzip",
      })
      .end(isScript ? script : page);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function pageOf(transcript: Transcript, audio: ServedAudio): string {
  const { starts, firstWord, end } = timeline(transcript, { duration: audio.seconds });
  const ms = (seconds: number) => Math.round(1000 * seconds);
  const paragraphs = transcript.segments.map(({ body, name }, segment) => {
    const spans = words(body).map(({ text }, offset) => {
      const word = (firstWord[segment] ?? 0) + offset;
      const [from, to] = [starts[word] ?? end, starts[word + 1] ?? end];
      return `<span data-m="${ms(from)}" data-d="${ms(to - from)}">${escaped(text)} </span>`;
    });
    const first = ms(starts[firstWord[segment] ?? 0] ?? end);
    const speaker = name
      ? `<span data-m="${first}" data-d="0" class="speaker">${escaped(name)}: </span>`
      : "";
    return `<p>${speaker}${spans.join("")}</p>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>hyperaudio-lite</title><link rel="icon" href="data:,">
<style>body{font:19px/31px serif;max-width:40em;margin:0 auto}.hyperaudio-transcript{height:600px;overflow-y:scroll}
.hyperaudio-transcript .active{background:#ffe08a}.hyperaudio-transcript .unread{color:#777}.speaker{font-weight:bold}</style></head>
<body><audio id="hyperplayer" src="${audio.url}" preload="metadata" controls></audio>
<button onclick="hyperplayer.play()">Play</button><button onclick="hyperplayer.pause()">Pause</button>
<div id="hypertranscript" class="hyperaudio-transcript"><article><section>${paragraphs.join("\n")}</section></article></div>
<script src="/hyperaudio-lite.js"></script>
<script>new HyperaudioLite({ transcript: "hypertranscript", player: "hyperplayer" }); performance.mark("ready")</script></body></html>`;
}

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign);
