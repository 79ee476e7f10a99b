"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { splitTurn } from "@/server/work/contributions/split-turn";
import { formAction } from "../../form-action";

const place = z.object({
  show: z.string().max(200),
  documentId: rowId,
  base: rowId,
  segment: z.coerce.number().int().min(0),
  at: z.coerce.number().int().min(0),
});

/** Proposes that a label within a line begins a turn of its own, and shows the contribution. */
export const splitHere = formAction(async (form: FormData): Promise<void> => {
  const parsed = place.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect("/");
  const { show, ...rest } = parsed.data;
  const page = `/${encodeURIComponent(show)}/state`;
  if (!(await currentPerson())) redirect(`/sign-in?callbackUrl=${encodeURIComponent(page)}`);
  // The button says what it gives, and under which licence.
  const result = await splitTurn(db(), { ...rest, author: await currentContributor(), agreed: true });
  redirect(result.ok ? `/contributions/${result.contribution.id}` : `${page}?refused=${result.reason}`);
});
