"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { TypedAmendment } from "@/components/contribution/amend-form";
import type { FormState, Refused } from "@/components/ui/form-state";
import { rowId } from "@/lib/row-id";
import { contributionActions as texts } from "@/lib/texts/en/contribution";
import { refusal } from "@/lib/texts/en/correct";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { comment } from "@/server/work/contributions/comment";
import { propose } from "@/server/work/contributions/propose";
import { readSplices } from "@/server/work/contributions/read-splices";
import { rebuildText } from "@/server/work/contributions/rebuild-text";
import { COMMENT_REFUSALS, sentenceFor } from "@/server/work/contributions/refusals";
import { withdraw } from "@/server/work/contributions/withdraw";
import { formAction } from "../../form-action";
import { proposalFields } from "../../read-fields";

const newComment = z.object({
  id: rowId,
  text: z.string().max(2_000_000),
  hunk: z
    .union([z.literal("").transform(() => undefined), z.coerce.number().int().min(0).max(100_000)])
    .optional(),
});

type CommentState = FormState<null, string>;

/** Adds a comment of the person who is signed in. */
export const sendComment = formAction(
  async (_before: CommentState, form: FormData): Promise<CommentState> => {
    const typed = String(form.get("text") ?? "").slice(0, 20_000);
    const person = await currentPerson();
    const refused = (reason: string, sentence: string): CommentState => ({
      ...{ status: "refused", reason, sentence, typed },
    });
    if (!person) return refused("signed-out", texts.signedOut);
    const parsed = newComment.safeParse({
      id: form.get("id"),
      text: form.get("text"),
      hunk: form.get("hunk") ?? undefined,
    });
    if (!parsed.success) return refused("form", refusal.illFormed);
    const result = await comment(db(), { ...parsed.data, author: person });
    if (!result.ok) return refused(result.reason, COMMENT_REFUSALS[result.reason]);
    revalidatePath(`/contributions/${parsed.data.id}`);
    return { status: "sent", sent: null };
  },
);

/** Withdraws a contribution of the person who is signed in, and never of anybody else. */
export const withdrawMine = formAction(async (form: FormData): Promise<void> => {
  const person = await currentPerson();
  const parsed = rowId.safeParse(form.get("id"));
  if (person && parsed.success) await withdraw(db(), { id: parsed.data, personId: person.id });
  revalidatePath(`/contributions/${form.get("id")}`);
});

const amendment = z.object({
  id: rowId,
  version: rowId,
  base: rowId,
  again: z.enum(["1", ""]),
  idempotencyKey: proposalFields.shape.idempotencyKey,
  message: z.string().max(1000),
  places: z.array(z.string().max(4_000_000)).min(1).max(1000),
});

type AmendState = FormState<string, TypedAmendment>;

/** Amends an undecided contribution, or proposes a decided one again, at the same places. */
export const sendAmendment = formAction(async (_before: AmendState, form: FormData): Promise<AmendState> => {
  const typed = { places: form.getAll("place").map(String), message: String(form.get("message") ?? "") };
  const refused = (reason: string, sentence: string): Refused<TypedAmendment> => ({
    ...{ status: "refused", reason, sentence, typed },
  });
  const person = await currentPerson();
  if (!person) return refused("signed-out", texts.signedOut);
  const parsed = amendment.safeParse({ ...Object.fromEntries(form), ...typed });
  if (!parsed.success) return refused("form", refusal.illFormed);
  const { id: amends, version, base, again, idempotencyKey, message, places } = parsed.data;
  const found = await readSplices(db(), { id: amends, version, authorId: person.id });
  if (!found) return refused("not-yours", sentenceFor({ reason: "not-yours" }));
  if (found.base !== base) return refused("older-version", sentenceFor({ reason: "older-version", version }));
  const text = await rebuildText(db(), { ...found, places });
  if (text === null) return refused("form", refusal.illFormed);
  const { documentId, channel } = found;
  const common = { author: person, base, text, message };
  const result = await propose(
    db(),
    again === "1"
      ? { ...common, documentId, channel, agreed: true, idempotencyKey }
      : { ...common, amends, version },
  );
  if (!result.ok) return refused(result.reason, sentenceFor(result));
  if (again === "1") redirect(`/contributions/${result.contribution.id}`);
  revalidatePath(`/contributions/${amends}`);
  return { status: "sent", sent: texts.amended(result.contribution.version) };
});
