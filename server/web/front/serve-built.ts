import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import { encodingOf } from "./encoding-of";

/** Where scripts, styles and faces are: each has a hash in its name and never changes. */
export const BUILT = "/_next/static/";

const FOLDER = join(import.meta.dirname, "../../../.next/static");
const YEAR = 31_536_000;

type Serve = (incoming: IncomingMessage, response: ServerResponse, otherwise: () => void) => void;

/**
 * Serves scripts, styles and faces as scripts/bootstrap/build has compressed them. Next would compress them again for
 * each request, and a page's ten scripts would wait for one another. `otherwise` is called for whatever else is asked.
 */
export function serveBuilt(): Serve {
  const files = sirv(FOLDER, {
    ...{ brotli: true, gzip: true, extensions: [], maxAge: YEAR, immutable: true, etag: true },
    setHeaders: (response, path) => {
      response.setHeader("X-Content-Type-Options", "nosniff");
      if (path.endsWith(".js")) response.setHeader("Content-Type", "text/javascript; charset=utf-8");
      if (path.endsWith(".css")) response.setHeader("Content-Type", "text/css; charset=utf-8");
    },
  });
  return (incoming, response, otherwise) => {
    const { method, url = "" } = incoming;
    if ((method !== "GET" && method !== "HEAD") || incoming.headers.range !== undefined) return otherwise();
    const encoding = encodingOf(incoming);
    incoming.headers["accept-encoding"] = encoding === "br" ? "br, gzip" : encoding;
    incoming.url = url.slice(BUILT.length - 1);
    // sirv listens to no error of the file that it sends. One that cannot be opened must not end the process.
    response.once("pipe", (file) => file.once("error", () => response.destroy()));
    files(incoming, response, () => {
      incoming.url = url;
      otherwise();
    });
  };
}
