import { Readable } from "node:stream";
import type { Environment } from "@/lib/read-environment";
import type { Database } from "@/server/db";
import { type ByteRange, CONTENT_HASH } from "./file-store";
import { openStore } from "./open-store";

interface Asked {
  readonly db: Database;
  readonly environment: Pick<Environment, "uploads">;
  /** The hash and an ending: `….mp3`. */
  readonly name: string;
  /** The request's Range header. */
  readonly range: string | null;
}

/**
 * Answers with an uploaded file, or with the part that a player asks for (RFC 9110, 14). A file never changes, so whoever
 * has it may keep it for good.
 */
export async function serveUpload({ db, environment, name, range }: Asked): Promise<Response> {
  const hash = name.split(".", 1)[0] ?? "";
  const none = () => new Response("There is no such file.", { status: 404 });
  if (!CONTENT_HASH.test(hash)) return none();
  const upload = await db.upload.findUnique({ where: { sha256: hash } });
  if (!upload) return none();
  const size = Number(upload.bytes);
  const headers = {
    "Content-Type": upload.type,
    "Accept-Ranges": "bytes",
    "Cache-Control": "public, max-age=31536000, immutable",
    ETag: `"${hash}"`,
    // Players and readers of other sites may play it.
    "Access-Control-Allow-Origin": "*",
    // Opened by itself it runs nothing.
    "Content-Security-Policy": "default-src 'none'; media-src 'self'; img-src 'self'; sandbox",
  };
  const part = range === null ? null : partOf(range, size);
  if (part === "unsatisfiable")
    return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${size}` } });
  const body = await openStore(environment).open(hash, part ?? undefined);
  if (!body) return none();
  const stream = Readable.toWeb(body) as ReadableStream<Uint8Array>;
  if (!part) return new Response(stream, { headers: { ...headers, "Content-Length": String(size) } });
  const { start, end } = part;
  return new Response(stream, {
    status: 206,
    headers: {
      ...headers,
      "Content-Range": `bytes ${start}-${end}/${size}`,
      "Content-Length": String(end - start + 1),
    },
  });
}

/** The one range that a header asks for; null where it asks for several, or for something else than bytes: then all is sent. */
export function partOf(range: string, size: number): ByteRange | "unsatisfiable" | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim());
  if (!found || (found[1] === "" && found[2] === "")) return null;
  const [from, to] = [found[1] ?? "", found[2] ?? ""];
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || (from === "" && Number(to) === 0)) return "unsatisfiable";
  return start > end ? null : { start, end };
}
