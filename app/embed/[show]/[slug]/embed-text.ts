import { transcriptHtml } from "@/components/transcript/transcript-html";
import { textName } from "@/lib/text-name";
import type { ReadableTranscript } from "@/server/text/episodes/read-transcript";

/** The HTML of the text for other sites, without links of this site's own, and the address that names it. */
export function embedText(path: string, { turns }: ReadableTranscript): { name: string; html: string } {
  const html = transcriptHtml({ turns });
  return { name: textName(path, html), html };
}
