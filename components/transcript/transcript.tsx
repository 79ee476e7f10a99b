import { StillHtml } from "@/components/ui/still-html";
import { isWholePage } from "@/components/ui/whole-page";
import { holdStill, stillName } from "@/lib/hold-still";
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
  const held = await isWholePage();
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
