"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { TokenFormState } from "@/components/people/token-form";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { LONGEST_TOKEN_NAME, MOST_TOKENS, makeToken } from "@/server/people/accounts/make-token";
import { tokenScope } from "@/server/people/accounts/new-token-text";
import { revokeToken } from "@/server/people/accounts/revoke-token";

const SIGNED_OUT = "You are no longer signed in. Sign in again; nothing was changed.";

const newToken = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give the token a name by which you will know it again.")
    .max(LONGEST_TOKEN_NAME, `The name is longer than ${LONGEST_TOKEN_NAME} characters.`)
    .refine((name) => !name.includes("\0"), "The name holds a character that cannot be kept."),
  scopes: z.array(tokenScope).min(1, "Say what the token is for: choose at least one."),
  // Days; "" is for as long as it is not revoked.
  days: z.enum(["30", "90", "365", ""]),
});

/** Makes a token of the person who is signed in. What it answers is the one time the token is shown. */
export async function makeMyToken(_before: TokenFormState, form: FormData): Promise<TokenFormState> {
  const person = await currentPerson();
  if (!person) return { problem: SIGNED_OUT };
  const parsed = newToken.safeParse({
    name: form.get("name"),
    scopes: form.getAll("scope"),
    days: form.get("days"),
  });
  if (!parsed.success) return { problem: parsed.error.issues[0]?.message ?? "Something is missing." };
  const { name, scopes, days } = parsed.data;
  const expiresAt = days === "" ? null : new Date(Date.now() + Number(days) * 86_400_000);
  const made = await makeToken(db(), { userId: person.id, name, scopes, expiresAt });
  if (!made.ok)
    return { problem: `You have ${MOST_TOKENS} tokens. Revoke one that you no longer use first.` };
  revalidatePath("/settings");
  return { made: { name, token: made.token } };
}

/** Ends a token of the person who is signed in; of nobody else, whatever the form says. */
export async function revokeMyToken(form: FormData): Promise<void> {
  const person = await currentPerson();
  const id = rowId.safeParse(form.get("id"));
  if (person && id.success) await revokeToken(db(), { userId: person.id, id: id.data });
  revalidatePath("/settings");
}
