import { z } from "zod";

/** What an episode has, or lacks: the choices by which lists, search and the API are narrowed. */
export const whatThereIs = z.enum(["transcript", "no-transcript", "audio", "no-audio", "checked"]);
export type WhatThereIs = z.infer<typeof whatThereIs>;

const TRANSCRIPT = { kind: "transcript", head: { gt: 0 } } as const;

/** The condition of `db.episode` for each. */
export const EPISODES_WITH = {
  transcript: { documents: { some: TRANSCRIPT } },
  "no-transcript": { documents: { none: TRANSCRIPT } },
  audio: { audioUrl: { not: null } },
  "no-audio": { audioUrl: null },
  checked: { documents: { some: { ...TRANSCRIPT, checkedAt: { not: null } } } },
} as const satisfies Record<WhatThereIs, object>;
