import { PiecePlace } from "@/components/ui/piece-place";
import { SILENT, TEXT } from "@/lib/page-contract";
import styles from "./transcript.module.css";

interface Props {
  /** The address of the text's HTML, which `transcriptHtml` makes. */
  readonly name: string;
  readonly language: string;
  readonly hasAudio: boolean;
}

/**
 * The place of the text, which is complete without scripts. The player finds paragraphs by their ids. No element
 * stands for a word: an hour has ten thousand.
 */
export function TranscriptPlace({ name, language, hasAudio }: Props) {
  const marks = { [TEXT]: "", [SILENT]: hasAudio ? undefined : "" };
  return <PiecePlace name={name} className={styles.transcript} lang={language} {...marks} />;
}
