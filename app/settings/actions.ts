"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { ShownToken } from "@/components/people/token-form";
import type { FormState } from "@/components/ui/form-state";
import { rowId } from "@/lib/row-id";
import { tokens as texts } from "@/lib/texts/en/people";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { LONGEST_TOKEN_NAME, MOST_TOKENS, makeToken } from "@/server/people/accounts/make-token";
import { tokenScope } from "@/server/people/accounts/new-token-text";
import { revokeToken } from "@/server/people/accounts/revoke-token";
import { formAction } from "../form-action";
import { refused } from "../refused";

const newToken = z.object({
  name: z
    .string()
    .trim()
    .min(1, texts.noName)
    .max(LONGEST_TOKEN_NAME, texts.longName(LONGEST_TOKEN_NAME))
    .refine((name) => !name.includes("\0"), texts.badName),
  scopes: z.array(tokenScope).min(1, texts.noScope),
  // In days; "" means until it is revoked.
  days: z.enum(["30", "90", "365", ""]),
});

/** Makes a token for the person who is signed in. The token is shown in this answer only. */
export const makeMyToken = formAction(
  async (_before: FormState<ShownToken>, form: FormData): Promise<FormState<ShownToken>> => {
    const person = await currentPerson();
    if (!person) return refused(texts.signedOut);
    const parsed = newToken.safeParse({
      name: form.get("name"),
      scopes: form.getAll("scope"),
      days: form.get("days"),
    });
    if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? texts.missing);
    const { name, scopes, days } = parsed.data;
    const expiresAt = days === "" ? null : new Date(Date.now() + Number(days) * 86_400_000);
    const made = await makeToken(db(), { userId: person.id, name, scopes, expiresAt });
    if (!made.ok) return refused(texts.tooMany(MOST_TOKENS));
    revalidatePath("/settings");
    return { status: "sent", sent: { name, token: made.token } };
  },
);

/** Revokes a token of the person who is signed in, and never one of anybody else. */
export const revokeMyToken = formAction(async (form: FormData): Promise<void> => {
  const person = await currentPerson();
  const id = rowId.safeParse(form.get("id"));
  if (person && id.success) await revokeToken(db(), { userId: person.id, id: id.data });
  revalidatePath("/settings");
});
