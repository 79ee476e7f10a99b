import { type Aside, runAside } from "@/server/text/threads/run-aside";
import type { DOCUMENT_TASKS } from "./document-tasks";
import type { TranscriptDocument } from "./transcript-document";

/** Milliseconds that a document may take: the longest transcripts take two seconds of CPU. */
const DEADLINE = 40_000;

/** Writes a transcript as a document in a thread beside the process that answers. */
export function writeDocument(
  format: keyof typeof DOCUMENT_TASKS,
  document: TranscriptDocument,
): Promise<Aside<Uint8Array>> {
  return runAside({
    ...{ file: "server/text/captions/document-tasks.ts", table: "DOCUMENT_TASKS" },
    ...{ name: format, input: document, deadline: DEADLINE },
  }) as Promise<Aside<Uint8Array>>;
}
