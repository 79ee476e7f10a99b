import type { Send } from "@/components/correct/send-state";

/** What the form for a whole text does on the server. */
export interface DocumentActions {
  readonly send: Send;
  /** The text of an earlier revision, for a draft that was begun on it; null where there is none. */
  readonly read: (revision: { documentId: number; number: number }) => Promise<string | null>;
}
