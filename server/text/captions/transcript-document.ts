import type { Paragraph } from "@/transcript";

/** What a transcript says as a document, in `.docx` and PDF. */
export interface TranscriptDocument {
  readonly title: string;
  /** Sentences below the title: the show, the licence, where the text is from, which revision it is. */
  readonly facts: readonly string[];
  readonly licence: string;
  /** BCP 47. */
  readonly language: string;
  /** When the revision was accepted: the file says it was made then, so that the same revision gives the same bytes. */
  readonly changedAt: Date;
  readonly paragraphs: readonly Paragraph[];
}
