import type { OpenedParagraph, ParagraphPlace } from "@/server/work/contributions/read-paragraph";
import type { Terms } from "@/server/work/contributions/terms-for";
import type { Send } from "./send-state";

/** A paragraph, and the terms for correcting it. */
export interface ParagraphQuestion {
  readonly paragraph: OpenedParagraph;
  readonly terms: Terms;
}

/** What the forms for paragraphs do on the server. */
export interface ParagraphActions {
  readonly open: (place: ParagraphPlace) => Promise<ParagraphQuestion | null>;
  readonly send: Send;
}
