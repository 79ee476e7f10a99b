"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { RedactState } from "@/components/history/redact-form";
import type { Refused } from "@/components/ui/form-state";
import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { rowId } from "@/lib/row-id";
import { historyPage } from "@/lib/texts/en/history";
import { DocumentKind, db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { documentIdAt } from "@/server/work/contributions/find-document";
import { revert } from "@/server/work/contributions/revert";
import { previewRedaction, type RedactionPreview } from "@/server/work/history/preview-redaction";
import { redact } from "@/server/work/history/redact";
import { setChecked } from "@/server/work/history/set-checked";
import { formAction } from "../../../form-action";

const taking = z.object({
  show: z.string().regex(SHOW_SLUG),
  slug: z.string().regex(EPISODE_SLUG),
  kind: z.enum(DocumentKind),
  number: rowId,
  comment: z.string().optional(),
});

/** Reverts a revision and shows the new one, or says why it cannot. */
export const takeBack = formAction(async (form: FormData): Promise<void> => {
  const parsed = taking.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect("/");
  const { show, slug, kind, number, comment } = parsed.data;
  const base = `/${show}/${slug}/history`;
  const of = kind === "notes" ? "&of=notes" : "";
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`${base}/${number}`)}`);
  const documentId = await documentIdAt(db(), { show, slug, kind });
  if (documentId === null) redirect("/");
  const result = await revert(db(), {
    ...{ documentId, number, comment: comment?.trim() || undefined },
    reviewer: { id: person.id, name: person.name },
  });
  redirect(
    result.ok
      ? `${base}/${result.revision}?${of.slice(1)}`
      : `${base}/${number}?refused=${result.reason}${of}`,
  );
});

const checking = taking.omit({ number: true, comment: true }).extend({ checked: z.enum(["yes", "no"]) });

/** Says that one has gone through the whole transcript, or takes that back. */
export const markChecked = formAction(async (form: FormData): Promise<void> => {
  const parsed = checking.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect("/");
  const { show, slug, kind, checked } = parsed.data;
  const base = `/${show}/${slug}/history`;
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(base)}`);
  const documentId = await documentIdAt(db(), { show, slug, kind });
  if (documentId === null) redirect("/");
  const actor = { id: person.id, name: person.name };
  const set = await setChecked(db(), { documentId, checked: checked === "yes", actor });
  redirect(`${base}?said=${set.ok ? (checked === "yes" ? "checked" : "unchecked") : "not-allowed-to-check"}`);
});

const previewing = taking.omit({ number: true, comment: true }).extend({
  text: z.string().max(10_000),
  inWords: z.string().optional(),
});

const redacting = previewing.extend({
  reason: z.string().max(2000),
  confirm: z.string().max(10_000),
  places: z.coerce.number().int().min(0),
});

/**
 * Shows what would be redacted, place by place; and, once the text is typed again, removes it from all revisions for good.
 * Administrators only. Nothing is removed that was not counted before.
 */
export const redactText = formAction(async (_before: RedactState, form: FormData): Promise<RedactState> => {
  const fields = Object.fromEntries(form);
  const asked = previewing.safeParse(fields);
  if (!asked.success) return refusedRedaction("no-text");
  const { show, slug, kind, text, inWords } = asked.data;
  const base = `/${show}/${slug}/history`;
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(base)}`);
  if (!(await isAdministrator(db(), person.id))) return refusedRedaction("not-allowed");
  const documentId = await documentIdAt(db(), { show, slug, kind });
  if (documentId === null) return refusedRedaction("no-document");
  const wanted = { documentId, text, inWords: inWords === "1" };
  const preview = async () => previewRedaction(db(), { ...wanted, actorId: person.id });
  if (!form.has("confirm")) return previewState(await preview(), asked.data);
  const sent = redacting.safeParse(fields);
  if (!sent.success) return previewState(await preview(), asked.data, "no-reason");
  const { reason, confirm, places } = sent.data;
  if (confirm !== text) return previewState(await preview(), sent.data, "not-typed");
  const actor = { id: person.id, name: person.name };
  const result = await redact(db(), { ...wanted, reason, places, actor });
  if (!result.ok) return previewState(await preview(), sent.data, result.reason);
  redirect(`${base}?said=redacted${kind === "notes" ? "&of=notes" : ""}`);
});

type RedactProblem = keyof typeof historyPage.problems;

const refusedRedaction = (reason: RedactProblem): Refused => ({
  status: "refused",
  reason,
  sentence: historyPage.problems[reason],
});

/** The preview with what was typed; or why there is none. */
function previewState(
  preview: RedactionPreview,
  { text, inWords, reason }: { text: string; inWords?: string | undefined; reason?: string },
  problem?: RedactProblem,
): RedactState {
  if (!preview.ok) return { ...refusedRedaction(preview.reason), typed: { text, inWords: inWords ?? "" } };
  const sentence = problem && historyPage.problems[problem];
  return {
    status: "sent",
    sent: { preview, text, inWords: inWords === "1", reason: reason ?? "", sentence },
  };
}
