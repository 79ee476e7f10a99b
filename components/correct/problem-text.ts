import type { ProblemKind } from "@/transcript/problems";

const SENTENCES: Readonly<Record<ProblemKind, string>> = {
  label:
    "This is read as words. If it is the label of a speaker, write it as **Name:** at the beginning of a paragraph.",
  time: "This is read as words. A timestamp is written \\[04:15\\], or \\[01:04:15.00\\] from an hour on.",
  gap: "This is read as words. A gap is written \\[unintelligible 00:04:15.00\\].",
  backwards: "This time lies before the one above it. Is one of them mistyped?",
  link: "There is a space in this address, so it is no link.",
  control: "There is a character here that nobody sees. Delete it.",
};

/** What is probably wrong at a place of the text, and how it would be right. */
export const problemText = (kind: ProblemKind): string => SENTENCES[kind];
