import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { refusedRequests } from "@/lib/texts/en/problems";

/** Why a request is answered before anything reads it; each has its words in the catalogue. */
export type Reason = keyof typeof refusedRequests;

export interface RefusedRequest {
  readonly status: 400 | 403 | 405 | 413 | 429 | 503;
  readonly reason: Reason;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Programs call these, and read problem details (RFC 9457). */
const PROGRAMS = /^\/(?:api|transcripts\.git)(?:\/|$)/;

/** Says what is wrong with a request: in a page to people, as problem details to programs. Its body is thrown away. */
export function sendRefusal(
  { url = "" }: Pick<IncomingMessage, "url">,
  response: ServerResponse,
  { status, reason, headers = {} }: RefusedRequest,
): void {
  if (response.headersSent || response.writableEnded) return;
  const { title, lead, next } = refusedRequests[reason];
  const isProgram = PROGRAMS.test(url);
  const body = isProgram
    ? JSON.stringify({ type: "about:blank", title, status, detail: lead })
    : page(title, [lead, next]);
  response
    .writeHead(status, {
      "Content-Type": isProgram ? "application/problem+json" : "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
      Connection: "close",
      ...headers,
    })
    .end(body);
}

const STYLE =
  "body { font: 18px/1.6 system-ui, sans-serif; max-width: 34em; margin: 4em auto; padding: 0 1em; color-scheme: light dark }";

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const page = (title: string, lines: readonly string[]) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>${STYLE}</style>
<h1>${title}</h1>
${lines.map((line) => `<p>${line}</p>`).join("\n")}
</html>
`;
