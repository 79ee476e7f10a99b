import { createServer } from "node:http";

interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly file: string;
  readonly bytes: number;
}

/** A small server that speaks OpenAI's protocol for transcriptions, and what it was asked. */
export interface TranscriptionServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
}

const VERBOSE = {
  task: "transcribe",
  language: "english",
  duration: 3.1,
  text: "Four thousand, three hundred.",
  words: [
    { word: "Four", start: 0.5, end: 0.8 },
    { word: "thousand", start: 0.9, end: 1.4 },
    { word: "three", start: 1.6, end: 1.9 },
    { word: "hundred", start: 2, end: 2.6 },
  ],
  segments: [
    {
      ...{ id: 0, seek: 0, start: 0.4, end: 2.8, text: " Four thousand, three hundred.", tokens: [1, 2] },
      ...{ temperature: 0, avg_logprob: -0.2, compression_ratio: 0.9, no_speech_prob: 0.01 },
    },
  ],
};
const TOLD = {
  task: "transcribe",
  duration: 4,
  text: "Four thousand. Three hundred.",
  segments: [
    { type: "transcript.text.segment", id: "a", start: 0.5, end: 1.5, text: "Four thousand.", speaker: "A" },
    { type: "transcript.text.segment", id: "b", start: 2, end: 3, text: "Three hundred.", speaker: "B" },
  ],
};

/** Serves them on loopback; below `/full`, `/no`, `/page` and `/cut` it refuses in different ways. */
export async function serveTranscriptions(): Promise<TranscriptionServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const [, where = ""] = request.url?.split("/") ?? [];
    const answer = (status: number, body: object | string) => {
      response.writeHead(status, {
        "content-type": typeof body === "string" ? "text/html" : "application/json",
      });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    if (where === "full") {
      // Before it has read the file, as proxies do.
      return answer(413, { error: { message: "Maximum content size limit exceeded." } });
    }
    if (where === "cut") return void request.once("data", () => request.socket.destroy());
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    if (Number(request.headers["content-length"]) !== body.length) return answer(411, {});
    const form = await new Response(body, {
      headers: { "content-type": request.headers["content-type"] ?? "" },
    }).formData();
    const fields: Record<string, string | string[]> = {};
    let [file, bytes] = ["", 0];
    for (const name of new Set(form.keys())) {
      const all = form.getAll(name);
      const [first] = all;
      if (first instanceof File) [file, bytes] = [first.name, first.size];
      else fields[name] = all.length > 1 ? (all as string[]) : String(first);
    }
    asked.push({
      path: request.url ?? "",
      authorization: request.headers.authorization,
      ...{ fields, file, bytes },
    });
    if (where === "no") return answer(401, { error: { message: "Incorrect API key." } });
    if (where === "page") return answer(200, "<!doctype html><title>Welcome</title>");
    return answer(200, fields.response_format === "diarized_json" ? TOLD : VERBOSE);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    [Symbol.asyncDispose]: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
