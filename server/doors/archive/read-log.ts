import { z } from "zod";

/** A name or an address of a commit. An end of line in it would be read as git's next command. */
const inCommit = z.string().regex(/^[^\n\r\0<>]*$/);

/** A line of an export's log.jsonl: an accepted revision without its text, which the git history has. */
export const archivedEntry = z.object({
  path: z.string(),
  documentId: z.number().int(),
  number: z.number().int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  summary: z.string(),
  authorName: z.string(),
  imported: z.boolean(),
  reviewerName: z.string().nullable(),
  edited: z.boolean(),
  reverts: z.number().int().nullable(),
  createdAt: z.iso.datetime({ offset: true }),
  at: z.iso.datetime({ offset: true }),
  /** Word times as `packStarts` writes them, in base64. */
  wordTimes: z.string().nullable(),
  /** Where the times are from, and what else is known of them, packed in base64. Exports of 0.1 have none. */
  knownTimes: z
    .object({
      source: z.enum(["text", "file", "audio"]),
      ends: z.string().nullable(),
      confidences: z.string().nullable(),
      captions: z.string().nullable(),
      /** SHA-256 of the audio that they were measured from. Exports of 0.2 have none. */
      audio: z.string().nullish(),
    })
    .nullish(),
  commit: z.object({
    authorName: inCommit,
    authorEmail: inCommit,
    committerName: inCommit,
    committerEmail: inCommit,
    message: z.string(),
    readme: z.string().nullable(),
    licence: z.string().nullable(),
  }),
});

export type ArchivedEntry = z.infer<typeof archivedEntry>;
