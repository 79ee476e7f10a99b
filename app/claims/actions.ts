"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { currentPerson } from "@/server/accounts/current-person";
import { decideClaim } from "@/server/claims/decide-claim";
import { db } from "@/server/db";

const form = z.object({
  claimId: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  decision: z.enum(["publish", "reject", "retire"]),
  reason: z.string().trim().max(2000).catch(""),
});

const BECAME = { publish: "published", reject: "rejected", retire: "retired" };

/** Decides about a claim, and says on the page one comes back to what became of it. */
export async function decide(data: FormData): Promise<void> {
  const parsed = form.safeParse(Object.fromEntries(data));
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/claims?state=proposed");
  if (!parsed.success) redirect("/claims?state=proposed&became=no-claim");
  const { claimId, decision, reason } = parsed.data;
  const decided = await decideClaim(db(), { claimId, decision, reason, decider: person });
  redirect(`/claims?state=proposed&became=${decided.ok ? BECAME[decision] : decided.reason}`);
}
