"use server";

import { z } from "zod";
import type { ParagraphQuestion } from "@/components/contributions/paragraph-actions";
import { type SendState, sentState } from "@/components/contributions/send-state";
import { LONGEST_TEXT } from "@/lib/longest-text";
import { currentContributor } from "@/server/contributions/current-contributor";
import { findSegment, proposeEdit } from "@/server/contributions/edit-segment";
import { paragraphEdits } from "@/server/contributions/paragraph-edits";
import { readParagraph } from "@/server/contributions/read-paragraph";
import { termsFor } from "@/server/contributions/terms-for";
import { db } from "@/server/db";

const id = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const place = z.object({ documentId: id, base: id, segmentId: id });
const form = place.extend({
  body: z.string().max(LONGEST_TEXT).default(""),
  speaker: z.string().max(500).optional(),
  join: z.string().optional(),
  remove: z.string().optional(),
  once: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional()
    .catch(undefined),
  message: z.string().max(1000).optional(),
  name: z.string().max(200).default(""),
  agreed: z.string().max(200).optional(),
});

/** A paragraph as it stands in the text, and the terms on which it is corrected. */
export async function openParagraph(input: unknown): Promise<ParagraphQuestion | null> {
  const parsed = place.safeParse(input);
  if (!parsed.success) return null;
  const author = await currentContributor();
  const [paragraph, terms] = await Promise.all([
    readParagraph(db(), parsed.data),
    termsFor(db(), { author, documentId: parsed.data.documentId }),
  ]);
  return paragraph && terms && { paragraph, terms };
}

/** Sends what a form does to one paragraph. */
export async function sendParagraph(_before: SendState, data: FormData): Promise<SendState> {
  const parsed = form.safeParse(Object.fromEntries(data));
  // A form sends each line break as two characters.
  const typed = { body: String(data.get("body") ?? "").replaceAll("\r\n", "\n") };
  if (!parsed.success) return { refused: { reason: "form" }, typed };
  const { documentId, base, segmentId, speaker, join, remove, once, message, name, agreed } = parsed.data;
  const found = await findSegment(db(), { documentId, base, segmentId });
  if (!found.ok) return { refused: found, typed };
  const segment = found.transcript.segments[found.index];
  const edits = paragraphEdits(
    { body: typed.body, speaker, join: join === "1", remove: remove === "1" },
    { name: segment?.kind === "speech" ? segment.name : null, newsletter: found.transcript.newsletter },
  );
  const result = await proposeEdit(db(), {
    documentId,
    base,
    segmentId,
    edits,
    author: await currentContributor(name),
    agreed: agreed !== undefined,
    once,
    message,
  });
  return sentState(result, typed);
}
