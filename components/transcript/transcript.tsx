import { headers } from "next/headers";
import { holdStill, stillName } from "@/lib/hold-still";
import { StillHtml } from "../ui/still-html";
import styles from "./transcript.module.css";
import { type TranscriptParts, transcriptHtml } from "./transcript-html";

interface Props extends TranscriptParts {
  readonly language: string;
}

/**
 * The text, turn by turn. It is whole without any script; what the player lights is found by the ids of its
 * paragraphs. No element stands for a word: an hour has ten thousand. Nor is it sent twice: half of a long episode's
 * page would be React's copy of it.
 */
export async function Transcript({ language, ...parts }: Props) {
  const html = transcriptHtml(parts);
  const held = (await headers()).has(WHOLE_PAGE);
  const name = held ? holdStill(html) : stillName(html);
  return (
    <StillHtml
      name={name}
      html={held ? undefined : html}
      className={styles.transcript}
      lang={language}
      data-transcript
    />
  );
}

/** Set by scripts/site.ts, and by nobody else, where a whole page is asked for: then its HTML holds the text. */
const WHOLE_PAGE = "x-on-record-whole-page";
