"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { correctTimestamp } from "@/server/work/contributions/correct-timestamp";
import { currentContributor } from "@/server/work/contributions/current-contributor";
import { formAction } from "../../../form-action";

const place = z.object({
  show: z.string().max(200),
  slug: z.string().max(200),
  documentId: rowId,
  base: rowId,
  segment: z.coerce.number().int().min(0).max(1_000_000),
  mark: z.coerce.number().int().min(0).max(1_000_000),
});

/** Proposes the time that was heard in place of a wrong timestamp, and shows the contribution. */
export const correctHere = formAction(async (form: FormData): Promise<void> => {
  const parsed = place.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect("/");
  const { show, slug, ...rest } = parsed.data;
  const page = `/${encodeURIComponent(show)}/${encodeURIComponent(slug)}/alignment`;
  if (!(await currentPerson())) redirect(`/sign-in?callbackUrl=${encodeURIComponent(page)}`);
  // The page says what the button gives, and under which licence.
  const result = await correctTimestamp(db(), { ...rest, author: await currentContributor(), agreed: true });
  redirect(result.ok ? `/contributions/${result.contribution.id}` : `${page}?refused=${result.reason}`);
});
