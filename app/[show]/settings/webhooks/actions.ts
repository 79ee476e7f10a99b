"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { FormState } from "@/components/ui/form-state";
import { SHOW_SLUG } from "@/lib/addresses";
import { webhookForm } from "@/lib/texts/en/shows";
import { db, WebhookEvent } from "@/server/db";
import { addWebhook, MOST_WEBHOOKS } from "@/server/doors/webhooks/add-webhook";
import { removeWebhook } from "@/server/doors/webhooks/remove-webhook";
import { currentPerson } from "@/server/people/accounts/current-person";
import { formAction } from "../../../form-action";
import { refused } from "../../../refused";

const newWebhook = z.object({
  url: z
    .url({ protocol: /^https?$/, error: webhookForm.badAddress })
    .max(2000, webhookForm.longAddress)
    .refine((url) => URL.canParse(url) && new URL(url).username + new URL(url).password === "", {
      error: webhookForm.addressWithPassword,
    }),
  events: z.array(z.enum(WebhookEvent)).min(1, webhookForm.noEvents),
});

const WHY = {
  "not-allowed": webhookForm.notAllowed,
  "too-many": webhookForm.tooMany(MOST_WEBHOOKS),
};

/** Adds a webhook to a show, where the person who is signed in owns it. */
export const addShowWebhook = formAction(
  async (show: string, _before: FormState<null>, form: FormData): Promise<FormState<null>> => {
    const owner = await currentPerson();
    if (!owner) return refused(webhookForm.signedOut);
    const parsed = newWebhook.safeParse({ url: form.get("url"), events: form.getAll("event") });
    if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? webhookForm.missing);
    // Bound to the form by its page; anybody may send another.
    const slug = String(show);
    const found = SHOW_SLUG.test(slug)
      ? await db().show.findFirst({ where: { slug }, select: { id: true } })
      : null;
    if (!found) return refused(webhookForm.noShow);
    const added = await addWebhook(db(), { showId: found.id, ...parsed.data, owner });
    if (!added.ok) return refused(WHY[added.reason]);
    revalidatePath("/[show]/settings/webhooks", "page");
    return { status: "sent", sent: null };
  },
);

/** Removes a webhook, where the person who is signed in owns its show. */
export const removeShowWebhook = formAction(async (form: FormData): Promise<void> => {
  const owner = await currentPerson();
  const id = z.uuid().safeParse(form.get("id"));
  if (owner && id.success) await removeWebhook(db(), { id: id.data, owner });
  revalidatePath("/[show]/settings/webhooks", "page");
});
