import type { Ran } from "@/server/text/sounds/run-program";

/** What a recogniser made of audio: a transcript's file of any kind that is read here; or why it made none. */
export type Heard =
  | { readonly ok: true; readonly bytes: Buffer; readonly type: string | null }
  | {
      readonly ok: false;
      readonly problem:
        | Extract<Ran, { ok: false }>["problem"]
        | "service-away"
        | "service-late"
        | "service-refused"
        | "service-too-large"
        | "service-words";
      readonly detail: string;
    };

/** What a recogniser is given. */
export interface Hearing {
  /** The audio file. */
  readonly audio: string;
  /** Names that are likely to be said, the likeliest first. */
  readonly hints: readonly string[];
  /** BCP 47. */
  readonly language: string;
  /** The audio's length in seconds, if known. */
  readonly duration: number | null;
  readonly signal?: AbortSignal | undefined;
}
