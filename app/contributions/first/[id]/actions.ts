"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { decideFirst } from "@/server/work/first-texts/decide-first";
import { formAction } from "../../../form-action";

const fields = z.object({
  id: rowId,
  decision: z.enum(["accept", "reject", "withdraw"]),
  reason: z
    .string()
    .trim()
    .max(2000)
    .optional()
    .transform((value) => value || null),
});

/** Accepts or rejects a first transcript, for those who review at its show; or takes it back, for its author. */
export const decideOnFirst = formAction(async (form: FormData): Promise<void> => {
  const person = await currentPerson();
  const parsed = fields.safeParse(Object.fromEntries(form));
  const here = `/contributions/first/${parsed.success ? parsed.data.id : ""}`;
  if (!person) redirect(`/sign-in?callbackUrl=${here}`);
  if (!parsed.success) redirect("/review");
  const { id, decision, reason } = parsed.data;
  const who = { id: person.id, name: person.name };
  const decided = await decideFirst(db(), { id, decision, reason, person: who });
  if (!decided.ok) redirect(`${here}?said=${decided.reason}`);
  redirect(decision === "accept" ? `/${decided.show}/${decided.slug}` : here);
});
