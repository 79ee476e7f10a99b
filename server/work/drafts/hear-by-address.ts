import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { longestFor, MOST_OUTPUT } from "@/server/text/sounds/run-program";
import type { Heard, Hearing } from "./heard";

interface Service {
  readonly url: string;
  readonly key: string | undefined;
  readonly model: string;
}

const MOST_COMPLAINT = 500;

/**
 * Sends audio to a service that speaks OpenAI's protocol for transcriptions, and takes its answer: with the times of words,
 * or, from a model that tells speakers apart, with who speaks. The address is the operator's own, so it may be an internal
 * one. The file goes as one body of a known length, which the smaller servers ask for.
 *
 * @see https://platform.openai.com/docs/api-reference/audio/createTranscription
 * @throws the signal's reason, if that ends it
 */
export async function hearByAddress(service: Service, hearing: Hearing): Promise<Heard> {
  const { audio, duration, signal } = hearing;
  signal?.throwIfAborted();
  const { boundary, head, tail } = parts(service, hearing);
  const { size } = await stat(audio);
  const seconds = longestFor(duration);
  const late = AbortSignal.timeout(1000 * seconds);
  try {
    const answer = await send(service, {
      ...{ audio, head, tail, boundary, size },
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    const { status, type, bytes } = answer;
    if (status === 200)
      return bytes ? { ok: true, bytes, type } : { ok: false, problem: "service-words", detail: "" };
    const detail = `${status} ${messageOf(bytes)}`.trim();
    return { ok: false, problem: status === 413 ? "service-too-large" : "service-refused", detail };
  } catch (error) {
    signal?.throwIfAborted();
    if (late.aborted) return { ok: false, problem: "service-late", detail: `${seconds} s` };
    return { ok: false, problem: "service-away", detail: (error as Error).message.slice(0, MOST_COMPLAINT) };
  }
}

/** The form's fields around the file. */
function parts({ model }: Service, { hints, language }: Hearing) {
  const boundary = `on-record-${randomUUID()}`;
  // A model that tells speakers apart has an answer of its own, and takes no hints.
  const isTold = /diari[sz]e/i.test(model);
  const fields: readonly (readonly [string, string])[] = [
    ["model", model],
    // The protocol knows languages without their regions.
    ["language", language.split("-")[0] ?? language],
    ...(isTold
      ? ([
          ["response_format", "diarized_json"],
          ["chunking_strategy", "auto"],
        ] as const)
      : ([
          ["response_format", "verbose_json"],
          ["timestamp_granularities[]", "word"],
          ["timestamp_granularities[]", "segment"],
        ] as const)),
    ...(isTold || hints.length === 0 ? [] : [["prompt", `${hints.join(", ")}.`] as const]),
  ];
  const written = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value.replace(/[\r\n]+/g, " ")}\r\n`,
  );
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="audio.mp3"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return { boundary, head: `${written.join("")}${file}`, tail: `\r\n--${boundary}--\r\n` };
}

interface Sending {
  readonly audio: string;
  readonly head: string;
  readonly tail: string;
  readonly boundary: string;
  /** The audio's bytes. */
  readonly size: number;
  readonly signal: AbortSignal;
}

/** @returns no bytes where the answer is longer than any transcript */
function send(
  { url, key }: Service,
  { audio, head, tail, boundary, size, signal }: Sending,
): Promise<{ status: number; type: string | null; bytes: Buffer | null }> {
  const { request } = url.startsWith("https:") ? https : http;
  return new Promise((done, fail) => {
    const sending = request(
      url,
      {
        method: "POST",
        signal,
        headers: {
          "content-type": `multipart/form-data; boundary=${boundary}`,
          "content-length": Buffer.byteLength(head) + size + Buffer.byteLength(tail),
          accept: "application/json",
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let length = 0;
        answer.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length <= MOST_OUTPUT) chunks.push(chunk);
          else answer.destroy();
        });
        answer.on("error", fail).on("close", () =>
          done({
            status: answer.statusCode ?? 0,
            type: answer.headers["content-type"] ?? null,
            bytes: length <= MOST_OUTPUT ? Buffer.concat(chunks) : null,
          }),
        );
      },
    );
    sending.on("error", fail);
    // A service that refuses may answer before it has read all.
    const file = createReadStream(audio);
    sending.on("close", () => file.destroy());
    file.on("error", (error) => sending.destroy(error));
    sending.write(head);
    file.on("end", () => sending.end(tail)).pipe(sending, { end: false });
  });
}

/** What a service says of its refusal: `{"error": {"message": …}}`, or its text. */
function messageOf(bytes: Buffer | null): string {
  const text = bytes?.subarray(0, 10_000).toString("utf8") ?? "";
  try {
    const { error } = JSON.parse(text) as { error?: { message?: unknown } };
    if (typeof error?.message === "string") return error.message.slice(0, MOST_COMPLAINT);
  } catch {
    // Not JSON.
  }
  return text.slice(0, MOST_COMPLAINT);
}
