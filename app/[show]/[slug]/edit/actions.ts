"use server";

import { z } from "zod";
import type { SendState } from "@/components/correct/send-state";
import { LONGEST_TEXT } from "@/lib/longest-text";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { readSource } from "@/server/text/documents/read-source";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { findDocument } from "@/server/work/contributions/find-document";
import { propose } from "@/server/work/contributions/propose";
import { formAction } from "../../../form-action";
import { inputAction } from "../../../input-action";
import { proposalFields, readFields, typedText } from "../../../read-fields";
import { sentState } from "../../../sent-state";

const form = proposalFields.extend({ text: typedText(LONGEST_TEXT) });

/** Proposes a whole text in place of the revision that it was edited from. */
export const sendDocument = formAction(async (_before: SendState, data: FormData): Promise<SendState> => {
  const typed = { text: String(data.get("text") ?? ""), message: String(data.get("message") ?? "") };
  const read = readFields(form, data);
  if (!read.ok) return { ...read.refused, typed };
  const { name, ...proposal } = read.fields;
  const author = await currentContributor(name);
  return sentState(await propose(db(), { ...proposal, author, channel: "document" }), typed);
});

/** The text of a revision, for a draft that was begun on it. */
export const readRevisionText = inputAction(async (input: unknown): Promise<string | null> => {
  const parsed = z.object({ documentId: rowId, number: rowId }).safeParse(input);
  if (!parsed.success) return null;
  const document = await findDocument(db(), parsed.data.documentId);
  const source = document && (await readSource(db(), { ...parsed.data, path: document.path }));
  return source?.text ?? null;
});
