import type { ProblemKind } from "@/transcript/problems";

const SENTENCES: Readonly<Record<ProblemKind, string>> = {
  label: "This is read as words. To name a speaker, write **Name:** at the beginning of a paragraph.",
  time: "This is read as words. Write a timestamp as \\[04:15\\], or as \\[01:04:15.00\\] after the first hour.",
  gap: "This is read as words. Write a gap as \\[unintelligible 00:04:15.00\\].",
  backwards: "This time is earlier than the one above it. Is one of them mistyped?",
  link: "This address contains a space, so it is not a link.",
  control: "There is an invisible character here. Delete it.",
};

/** What is probably wrong at a place of the text, and how to write it. */
export const problemText = (kind: ProblemKind): string => SENTENCES[kind];
