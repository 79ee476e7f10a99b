import { claimNotes } from "@/components/claims/claim-notes";
import { transcriptHtml } from "@/components/transcript/transcript-html";
import { groupBy } from "@/lib/group-by";
import { textName } from "@/lib/text-name";
import type { ReadableTranscript } from "@/server/text/episodes/read-transcript";
import type { ClaimNote } from "@/server/work/claims/read-episode-claims";
import { withClaims } from "@/server/work/claims/with-claims";

interface Parts {
  /** The episode's address. */
  readonly href: string;
  readonly transcript: ReadableTranscript;
  readonly claims: readonly ClaimNote[];
}

/** The HTML of an episode's text, with its claims, and the address that names it. */
export function episodeText({ href, transcript, claims }: Parts): { name: string; html: string } {
  const claimsOf = groupBy(claims, ({ segmentId }) => segmentId);
  const html = transcriptHtml({
    turns: withClaims(transcript.turns, claims),
    href,
    notes: new Map([...claimsOf].map(([id, own]) => [id, claimNotes(own)])),
  });
  return { name: textName(href, html), html };
}
