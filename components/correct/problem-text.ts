import { problemSentences as texts } from "@/lib/texts/en/correct";
import type { ProblemKind } from "@/transcript/problems";

/** What is probably wrong at a place of the text, and how to write it correctly. */
export const problemText = (kind: ProblemKind): string => texts[kind];
