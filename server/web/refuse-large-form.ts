import type { IncomingMessage, ServerResponse } from "node:http";
import { MOST_FORM_BYTES } from "@/lib/longest-text";

// They have limits of their own: git sends packs, and programs read problem details.
const OTHERS = /^\/(?:transcripts\.git|api)\//;
/** What is read, and thrown away, so that the browser hears the answer instead of a broken connection. */
const MOST_READ = 100_000_000;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>That is more than is taken at once</title>
<style>body { font: 18px/1.6 system-ui, sans-serif; max-width: 34em; margin: 4em auto; padding: 0 1em; color-scheme: light dark }</style>
<h1>That is more than is taken at once</h1>
<p>A form may send eight megabytes, twenty times the longest transcript there is. Nothing was changed.</p>
<p>Go back in your browser: what you typed is still in the form. Send it in parts.</p>
</html>
`;

/**
 * Answers a form that says it is larger than any that is taken, before it is read: by 413, in words. Next would break
 * off in the middle, and say nothing.
 *
 * @returns whether it was such a form
 */
export function refuseLargeForm(incoming: IncomingMessage, response: ServerResponse): boolean {
  const { method, url = "" } = incoming;
  if (method !== "POST") return false;
  const size = Number(incoming.headers["content-length"] ?? 0);
  if (size <= MOST_FORM_BYTES || OTHERS.test(url)) return false;
  const answer = () =>
    response
      .writeHead(413, {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-store",
        Connection: "close",
      })
      .end(PAGE);
  if (size > MOST_READ) answer();
  else incoming.once("end", answer).resume();
  return true;
}
