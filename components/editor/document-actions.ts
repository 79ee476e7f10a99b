import type { Send } from "@/components/correct/send-state";

/** What the form for a whole text does on the server. */
export interface DocumentActions {
  readonly send: Send;
  /** The text of an earlier revision, on which a draft was begun; none where there is none. */
  readonly read: (revision: { documentId: number; number: number }) => Promise<string | null>;
}
