"use server";

import { z } from "zod";
import type { ParagraphQuestion } from "@/components/correct/paragraph-actions";
import type { SendState } from "@/components/correct/send-state";
import { LONGEST_TEXT } from "@/lib/longest-text";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { paragraphEdits } from "@/server/work/contributions/paragraph-edits";
import { propose } from "@/server/work/contributions/propose";
import { readParagraph } from "@/server/work/contributions/read-paragraph";
import { termsFor } from "@/server/work/contributions/terms-for";
import { formAction } from "../../../form-action";
import { inputAction } from "../../../input-action";
import { proposalFields, readFields, typedText } from "../../../read-fields";
import { sentState } from "../../../sent-state";

const place = z.object({ documentId: rowId, base: rowId, segmentId: rowId });
const form = proposalFields.extend({
  segmentId: rowId,
  body: typedText(LONGEST_TEXT).default(""),
  speaker: z.string().max(500).optional(),
  join: z.string().optional(),
  remove: z.string().optional(),
});

/** A paragraph's present text, and the terms for correcting it. */
export const openParagraph = inputAction(async (input: unknown): Promise<ParagraphQuestion | null> => {
  const parsed = place.safeParse(input);
  if (!parsed.success) return null;
  const author = await currentContributor();
  const [paragraph, terms] = await Promise.all([
    readParagraph(db(), parsed.data),
    termsFor(db(), { author, documentId: parsed.data.documentId }),
  ]);
  return paragraph && terms && { paragraph, terms };
});

/** Sends the correction of one paragraph. */
export const sendParagraph = formAction(async (_before: SendState, data: FormData): Promise<SendState> => {
  const read = readFields(form, data);
  if (!read.ok) return { ...read.refused, typed: { body: String(data.get("body") ?? "") } };
  const { body, speaker, join, remove, name, ...proposal } = read.fields;
  const typed = { body };
  const result = await propose(db(), {
    ...proposal,
    author: await currentContributor(name),
    edits: (paragraph) =>
      paragraphEdits({ body, speaker, join: join === "1", remove: remove === "1" }, paragraph),
  });
  return sentState(result, typed);
});
