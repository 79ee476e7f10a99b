"use server";

import { z } from "zod";
import type { ParagraphQuestion } from "@/components/correct/paragraph-actions";
import type { SendState } from "@/components/correct/send-state";
import { LONGEST_TEXT } from "@/lib/longest-text";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { listOwnOpen, type OwnOpen } from "@/server/work/contributions/find-own-open";
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
  join: z.enum(["1", "words"]).optional(),
  remove: z.string().optional(),
});

/** How a form takes the next paragraph in: with its words in sight, or by a tick. */
const JOINS = { "1": "shown", words: "added" } as const;

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

/** What the person who is signed in has sent for a document and nobody has decided on yet. */
export const listMine = inputAction(async (input: unknown): Promise<readonly OwnOpen[]> => {
  const person = await currentPerson();
  const parsed = z.object({ documentId: rowId }).safeParse(input);
  if (!person || !parsed.success) return [];
  return listOwnOpen(db(), { documentId: parsed.data.documentId, personId: person.id });
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
    amendsOwn: true,
    edits: (paragraph) =>
      paragraphEdits({ body, speaker, join: join && JOINS[join], remove: remove === "1" }, paragraph),
  });
  return sentState(result, typed);
});
