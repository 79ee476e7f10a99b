import { Piece } from "@/components/ui/piece";
import { TEXT } from "@/lib/page-contract";
import styles from "./transcript.module.css";

interface Props {
  /** The address of the text's HTML, which `transcriptHtml` makes. */
  readonly name: string;
  readonly language: string;
}

/**
 * The place of the text, which is complete without scripts. The player finds paragraphs by their ids. No element
 * stands for a word: an hour has ten thousand.
 */
export function Transcript({ name, language }: Props) {
  return <Piece name={name} className={styles.transcript} lang={language} {...{ [TEXT]: "" }} />;
}
