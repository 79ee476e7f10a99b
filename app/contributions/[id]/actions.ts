"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/contribution/contribution-forms";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { amend } from "@/server/work/contributions/amend";
import { comment } from "@/server/work/contributions/comment";
import { propose } from "@/server/work/contributions/propose";
import { readSplices } from "@/server/work/contributions/read-splices";
import { rebuildText } from "@/server/work/contributions/rebuild-text";
import { withdraw } from "@/server/work/contributions/withdraw";
import { proposalFields } from "../../fields";

const SIGNED_OUT = "You are no longer signed in. Sign in again in another tab, and send it once more.";
const ILL_FORMED = "The form was not understood. Load the page anew and send it again.";

const COMMENT_PROBLEMS = {
  "no-contribution": "This contribution is no longer here.",
  "no-comment": "There is nothing in it yet.",
  "long-comment": "A comment has at most 10,000 characters. Make it shorter, or send it in two.",
  "no-hunk": "The place you comment on is not in the newest version. Load the page anew.",
  blocked: "You may not contribute here at present. Write to the show’s maintainers.",
  "too-fast": "You have commented very often in the last hour. Try again in a while.",
};

const newComment = z.object({
  id: rowId,
  text: z.string().max(2_000_000),
  hunk: z
    .union([z.literal("").transform(() => undefined), z.coerce.number().int().min(0).max(100_000)])
    .optional(),
});

/** Adds a comment by whoever is signed in. */
export async function sendComment(_before: FormState, form: FormData): Promise<FormState> {
  const typed = String(form.get("text") ?? "").slice(0, 20_000);
  const person = await currentPerson();
  if (!person) return { problem: SIGNED_OUT, typed };
  const parsed = newComment.safeParse({
    id: form.get("id"),
    text: form.get("text"),
    hunk: form.get("hunk") ?? undefined,
  });
  if (!parsed.success) return { problem: ILL_FORMED, typed };
  const result = await comment(db(), { ...parsed.data, author: person });
  if (!result.ok) return { problem: COMMENT_PROBLEMS[result.reason], typed };
  revalidatePath(`/contributions/${parsed.data.id}`);
  return { done: "Your comment is there." };
}

/** Takes back a contribution of whoever is signed in; of nobody else, whatever the form says. */
export async function withdrawMine(form: FormData): Promise<void> {
  const person = await currentPerson();
  const parsed = rowId.safeParse(form.get("id"));
  if (person && parsed.success) await withdraw(db(), { id: parsed.data, personId: person.id });
  revalidatePath(`/contributions/${form.get("id")}`);
}

const amendment = z.object({
  id: rowId,
  version: rowId,
  base: rowId,
  again: z.enum(["1", ""]),
  idempotencyKey: proposalFields.shape.idempotencyKey,
  message: z.string().max(1000),
  places: z.array(z.string().max(4_000_000)).min(1).max(1000),
});

const AMEND_PROBLEMS: Record<string, string> = {
  "no-contribution": "This contribution is no longer here.",
  "not-yours": "Only its author can amend a contribution.",
  decided: "It was decided meanwhile. Load the page anew to see how.",
  "older-version":
    "It was amended meanwhile, in another tab perhaps. Load the page anew to go on from there.",
  "nothing-changed": "This is what it says already. Change something first.",
  "control-characters": "There are invisible control characters in it. Paste it without formatting.",
  "not-text": "There are characters in it that are no text. Delete what looks like an empty box.",
  "too-long": "That is more than is taken at once. Send it in parts.",
  blocked: "Your contributions are not taken here at present. Write to the show’s maintainers.",
  "too-fast": "You have sent very much in the last hour. Try again in a while.",
  "too-many-open": "You have very many contributions waiting. Withdraw one, or wait until some are decided.",
};

/** Amends a contribution that is undecided, or proposes one that was decided anew, in the same places. */
export async function sendAmendment(_before: FormState, form: FormData): Promise<FormState> {
  const amended = { places: form.getAll("place").map(String), message: String(form.get("message") ?? "") };
  const refused = (problem = ILL_FORMED): FormState => ({ problem, amended });
  const person = await currentPerson();
  if (!person) return refused(SIGNED_OUT);
  const parsed = amendment.safeParse({ ...Object.fromEntries(form), ...amended });
  if (!parsed.success) return refused();
  const { id: number, version, base, again, idempotencyKey, message, places } = parsed.data;
  const found = await readSplices(db(), { id: number, version });
  if (!found || found.base !== base) return refused(AMEND_PROBLEMS["older-version"]);
  const text = await rebuildText(db(), { ...found, places });
  if (text === null) return refused();
  if (again === "1") {
    const { documentId, channel } = found;
    const proposal = {
      author: person,
      documentId,
      base,
      text,
      channel,
      message,
      agreed: true,
      idempotencyKey,
    };
    const made = await propose(db(), proposal);
    if (!made.ok)
      return refused(AMEND_PROBLEMS[made.reason] ?? "It could not be proposed. Load the page anew.");
    redirect(`/contributions/${made.contribution.id}`);
  }
  const result = await amend(db(), { id: number, author: person, version, base, text, message });
  if (!result.ok) return refused(AMEND_PROBLEMS[result.reason]);
  revalidatePath(`/contributions/${number}`);
  return { done: `Version ${result.version} is with the maintainers.` };
}
