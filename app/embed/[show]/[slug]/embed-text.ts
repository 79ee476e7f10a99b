import { transcriptHtml } from "@/components/transcript/transcript-html";
import { textName } from "@/lib/text-name";
import type { ReadableTranscript } from "@/server/text/episodes/read-transcript";

/** The text of the player for other sites as HTML, and the address that names it. It has no links of this site's own. */
export function embedText(path: string, { turns }: ReadableTranscript): { name: string; html: string } {
  const html = transcriptHtml({ turns });
  return { name: textName(path, html), html };
}
