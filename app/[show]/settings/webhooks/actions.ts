"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { WebhookFormState } from "@/components/shows/webhook-form";
import { db, WebhookEvent } from "@/server/db";
import { addWebhook, MOST_WEBHOOKS } from "@/server/doors/webhooks/add-webhook";
import { removeWebhook } from "@/server/doors/webhooks/remove-webhook";
import { currentPerson } from "@/server/people/accounts/current-person";

const newWebhook = z.object({
  url: z
    .url({ protocol: /^https?$/, error: "Give an address that begins with https:// or http://." })
    .max(2000, "The address is longer than 2,000 characters."),
  events: z.array(z.enum(WebhookEvent)).min(1, "Choose at least one thing to be told of."),
});

const WHY = {
  "not-allowed": "Only this show's owners may do this.",
  "too-many": `A show has at most ${MOST_WEBHOOKS} webhooks. Remove one that is no longer needed first.`,
};

/** Adds a webhook to a show, where the person who is signed in owns it. */
export async function addShowWebhook(
  show: string,
  _before: WebhookFormState,
  form: FormData,
): Promise<WebhookFormState> {
  const owner = await currentPerson();
  if (!owner) return { problem: "You are no longer signed in. Sign in again; nothing was changed." };
  const parsed = newWebhook.safeParse({ url: form.get("url"), events: form.getAll("event") });
  if (!parsed.success) return { problem: parsed.error.issues[0]?.message ?? "Something is missing." };
  const found = await db().show.findFirst({ where: { slug: show }, select: { id: true } });
  if (!found) return { problem: "There is no such show." };
  const added = await addWebhook(db(), { showId: found.id, ...parsed.data, owner });
  if (!added.ok) return { problem: WHY[added.reason] };
  revalidatePath("/[show]/settings/webhooks", "page");
  return {};
}

/** Removes a webhook, where the person who is signed in owns its show. */
export async function removeShowWebhook(form: FormData): Promise<void> {
  const owner = await currentPerson();
  const id = z.uuid().safeParse(form.get("id"));
  if (owner && id.success) await removeWebhook(db(), { id: id.data, owner });
  revalidatePath("/[show]/settings/webhooks", "page");
}
