"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { readFigure } from "@/app/[show]/[slug]/claim/claim-fields";
import { rowId } from "@/lib/row-id";
import { db, EvidenceRelation } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { addEvidence } from "@/server/work/claims/add-evidence";
import { withdrawClaim, withdrawEvidence } from "@/server/work/claims/withdraw-claim";
import { formAction } from "../../form-action";

const evidence = z.object({
  claimId: rowId,
  figure: z.string().max(500).catch(""),
  relation: z.enum(EvidenceRelation).optional().catch(undefined),
  note: z.string().trim().max(2000).catch(""),
});

/** Withdraws a claim of the person who is signed in. */
export const withdrawMyClaim = formAction(async (data: FormData): Promise<void> => {
  const id = rowId.safeParse(data.get("claimId"));
  if (!id.success) redirect("/claims");
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=/claims/${id.data}`);
  const withdrawn = await withdrawClaim(db(), { claimId: id.data, personId: person.id });
  redirect(`/claims/${id.data}?became=${withdrawn.ok ? "withdrawn" : withdrawn.reason}`);
});

/** Withdraws a figure that the person who is signed in proposed for a claim. */
export const withdrawFigure = formAction(async (data: FormData): Promise<void> => {
  const [id, evidenceId] = [rowId.safeParse(data.get("claimId")), rowId.safeParse(data.get("evidenceId"))];
  if (!id.success || !evidenceId.success) redirect("/claims");
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=/claims/${id.data}`);
  const withdrawn = await withdrawEvidence(db(), { evidenceId: evidenceId.data, personId: person.id });
  redirect(`/claims/${id.data}?became=${withdrawn.ok ? "withdrawn" : withdrawn.reason}`);
});

/** Proposes one more figure for a claim. */
export const sendEvidence = formAction(async (data: FormData): Promise<void> => {
  const form = evidence.safeParse(Object.fromEntries(data));
  if (!form.success) redirect("/claims");
  const { claimId: id, relation, note } = form.data;
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=/claims/${id}/evidence`);
  const figure = readFigure(form.data.figure);
  if (!figure) redirect(`/claims/${id}/evidence?became=no-figure`);
  const added = await addEvidence(db(), {
    ...{ author: person, claimId: id, evidence: { ...figure, relation, note: note || null } },
  });
  redirect(added.ok ? `/claims/${id}?became=evidence-sent` : `/claims/${id}/evidence?became=${added.reason}`);
});
