"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/form-state";
import { readEnvironment } from "@/lib/read-environment";
import { bringShow as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { bringShow } from "@/server/doors/feeds/import-feed-job";
import { type FeedPreview, previewFeed } from "@/server/doors/feeds/preview-feed";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { formAction } from "../form-action";

const wanted = z.object({ url: z.string().trim().max(2000) });
const chosen = wanted.extend({
  show: z.string().trim().max(300),
  replace: z.literal("on").optional(),
});

/** Fetches a feed that an administrator names, and says what it holds. */
export const lookAtFeed = formAction(
  async (_before: FormState<FeedPreview>, form: FormData): Promise<FormState<FeedPreview>> => {
    const typed = { url: String(form.get("url") ?? "") };
    const bringer = await findBringer();
    if (!bringer.ok) return { ...bringer.refused, typed };
    const parsed = wanted.safeParse(Object.fromEntries(form));
    if (!parsed.success) return { status: "refused", reason: "form", sentence: texts.missing, typed };
    const { fetchInternal } = readEnvironment();
    const fetch = { allowInternal: fetchInternal, limitSeconds: 30 };
    const previewed = await previewFeed({ db: db(), url: parsed.data.url, fetch });
    if (!previewed.ok) return { status: "refused", reason: "feed", sentence: previewed.message, typed };
    return { status: "sent", sent: previewed.preview };
  },
);

/** Begins the import of a feed, and leads to the page of its progress. */
export const startImport = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const typed = { show: String(form.get("show") ?? "") };
    const bringer = await findBringer();
    if (!bringer.ok) return { ...bringer.refused, typed };
    const parsed = chosen.safeParse(Object.fromEntries(form));
    if (!parsed.success) return { status: "refused", reason: "form", sentence: texts.missing, typed };
    const { url, show, replace } = parsed.data;
    // A show's details come from its feed: another one's would take their place.
    const there = replace
      ? null
      : await db().show.findUnique({ where: { slug: show }, select: { title: true } });
    if (there) return { status: "refused", reason: "taken", sentence: texts.taken(there.title), typed };
    const brought = await bringShow(db(), { url, show, personId: bringer.id });
    if (!brought.ok) return { status: "refused", reason: "slug", sentence: brought.message, typed };
    redirect(`/new/${brought.id}`);
  },
);

async function findBringer() {
  const person = await currentPerson();
  const sentence = !person
    ? texts.signedOut
    : (await isAdministrator(db(), person.id))
      ? null
      : texts.notAllowed;
  if (sentence === null && person) return { ok: true, id: person.id } as const;
  const refused = {
    status: "refused",
    reason: "not-allowed",
    sentence: sentence ?? texts.notAllowed,
  } as const;
  return { ok: false, refused } as const;
}
