"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { rowId } from "@/lib/row-id";
import { DocumentKind, db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { documentIdAt } from "@/server/work/contributions/find-document";
import { revert } from "@/server/work/contributions/revert";
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

const redacting = taking.omit({ number: true, comment: true }).extend({
  text: z.string().max(10_000),
  reason: z.string().max(2000),
});

/** Redacts a text from all revisions for good. Administrators only. */
export const redactText = formAction(async (form: FormData): Promise<void> => {
  const parsed = redacting.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect("/");
  const { show, slug, kind, text, reason } = parsed.data;
  const base = `/${show}/${slug}/history`;
  const of = kind === "notes" ? "&of=notes" : "";
  const person = await currentPerson();
  const documentId = await documentIdAt(db(), { show, slug, kind });
  if (!person || documentId === null) redirect(base);
  const actor = { id: person.id, name: person.name };
  const result = await redact(db(), { documentId, text, reason, actor });
  redirect(`${base}?said=${result.ok ? "redacted" : result.reason}${of}`);
});
