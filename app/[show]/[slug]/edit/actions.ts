"use server";

import { z } from "zod";
import { type SendState, sentState } from "@/components/contributions/send-state";
import { LONGEST_TEXT } from "@/lib/longest-text";
import { currentContributor } from "@/server/contributions/current-contributor";
import { findDocument } from "@/server/contributions/find-document";
import { propose } from "@/server/contributions/propose";
import { db } from "@/server/db";
import { readSource } from "@/server/documents/read-source";

const id = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const form = z.object({
  documentId: id,
  base: id,
  // Each line break comes as two characters.
  text: z.string().max(2 * LONGEST_TEXT),
  message: z.string().max(1000).default(""),
  once: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional()
    .catch(undefined),
  name: z.string().max(200).default(""),
  agreed: z.string().max(200).optional(),
});

/** Sends a whole text in place of the one it was made from. */
export async function sendDocument(_before: SendState, data: FormData): Promise<SendState> {
  const parsed = form.safeParse(Object.fromEntries(data));
  if (!parsed.success) {
    const long = String(data.get("text") ?? "").length > LONGEST_TEXT;
    return { refused: { reason: long ? "too-long" : "form" } };
  }
  const { documentId, base, message, once, name, agreed } = parsed.data;
  const text = parsed.data.text.replaceAll("\r\n", "\n");
  const result = await propose(db(), {
    author: await currentContributor(name),
    documentId,
    base,
    text,
    form: "document",
    message,
    agreed: agreed !== undefined,
    once,
  });
  return sentState(result, { text, message });
}

/** The text of a revision, on which somebody's draft was begun. */
export async function readText(input: unknown): Promise<string | null> {
  const parsed = z.object({ documentId: id, number: id }).safeParse(input);
  if (!parsed.success) return null;
  const document = await findDocument(db(), parsed.data.documentId);
  const source = document && (await readSource(db(), { ...parsed.data, path: document.path }));
  return source?.text ?? null;
}
