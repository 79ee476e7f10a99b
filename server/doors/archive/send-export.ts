import { open } from "node:fs/promises";
import { type Pace, PaceWatch, SLOWEST } from "@/lib/http/pace";
import { problem } from "@/lib/http/problem";
import type { Database } from "@/server/db";
import { addressOf } from "@/server/people/limits/address-of";
import { Slots } from "@/server/people/limits/slots";
import { keepExport } from "./keep-export";

interface Sending {
  readonly db: Database;
  /** The folder that holds the repositories; see `readEnvironment().repository`. */
  readonly folder: string;
  /** The site's address, without a trailing slash. */
  readonly siteUrl: string;
  /** The slug of the show to export; all shows if left out. */
  readonly show: string | undefined;
  readonly request: Request;
  /** How slow the reader may be; tests set another pace. */
  readonly pace?: Pace;
}

// Reading a file takes next to nothing. What is limited is how many connections one address, and all, may hold open.
const readers = new Slots({ most: 32, mostOfOne: 2, mostWaiting: 32, patienceSeconds: 20 });
const PART = 64 * 1024;

/** Answers with an export, made once for each state of the platform and read from its file. */
export async function sendExport(sending: Sending): Promise<Response> {
  const { db, folder, siteUrl, show, request, pace = SLOWEST } = sending;
  const slot = await readers.take(request.signal, addressOf(request.headers));
  if (!slot) return busy("Too many exports are being read. Try again in a minute.");
  try {
    const kept = await keepExport({ db, folder, siteUrl, show });
    if (!kept.ok) {
      slot();
      if (kept.reason === "busy") return busy(kept.message);
      return problem(kept.reason === "no-repository" ? 503 : 404, kept.message);
    }
    // Opened before anything is sent: a newer export may take its place, and this one is read to its end.
    const file = await open(kept.file);
    const end = async () => {
      watch.end();
      request.signal.removeEventListener("abort", leave);
      slot();
      await file.close().catch(() => {});
    };
    let over = false;
    const leave = () => {
      over = true;
      void end();
    };
    const watch = new PaceWatch(pace, leave);
    request.signal.addEventListener("abort", leave);
    let given = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          watch.moved(given);
          given = 0;
          if (over) return controller.error(new Error("The reader was too slow"));
          const { bytesRead, buffer } = await file.read(new Uint8Array(PART), 0, PART);
          if (bytesRead === 0) {
            await end();
            return controller.close();
          }
          given = bytesRead;
          controller.enqueue(buffer.subarray(0, bytesRead));
          watch.waits();
        },
        cancel: leave,
      },
      // Do not read ahead of the reader.
      { highWaterMark: 0 },
    );
    return new Response(body, {
      headers: {
        "Content-Type": "application/x-git-bundle",
        "Content-Disposition": `attachment; filename="${show ?? "on-record"}.bundle"`,
        "Content-Length": String(kept.bytes),
        "Cache-Control": "no-store",
      },
    });
  } catch (error) {
    slot();
    throw error;
  }
}

function busy(message: string): Response {
  const answer = problem(503, message);
  answer.headers.set("Retry-After", "60");
  return answer;
}
