"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/form-state";
import { readEnvironment } from "@/lib/read-environment";
import { bringRepository as repositoryTexts, bringShow as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import {
  bringArchive,
  bringRepository,
  MOST_ARCHIVE_BYTES,
} from "@/server/doors/clones/import-repository-job";
import { previewRepository, type RepositoryPreview } from "@/server/doors/clones/preview-repository";
import { bringShow } from "@/server/doors/feeds/import-feed-job";
import { type FeedPreview, previewFeed } from "@/server/doors/feeds/preview-feed";
import { misfit, showSlug } from "@/server/doors/import/misfit";
import { takeFrom } from "@/server/people/limits/take-from";
import { askToBring } from "@/server/work/ownership/ask-for-show";
import { requestHref } from "@/server/work/ownership/finding";
import { askForDemonstration } from "@/server/work/site/ask-for-demonstration";
import { formAction } from "../form-action";
import { findBringer } from "./find-bringer";

const wanted = z.object({ url: z.string().trim().max(2000) });
const chosen = wanted.extend({
  show: z.string().trim().max(300),
  replace: z.literal("on").optional(),
});
const asked = wanted.extend({
  show: z.string().trim().max(300),
  title: z.string().trim().min(1).max(500),
  note: z.string().trim().max(1000),
});
const repository = wanted.extend({ show: z.string().trim().max(300) });

/** Feeds that somebody who may only ask has fetched in an hour. */
const LOOKS_AN_HOUR = 30;

/** Fetches a feed, for whoever may bring it or ask for it, and says what it holds. */
export const lookAtFeed = formAction(
  async (_before: FormState<FeedPreview>, form: FormData): Promise<FormState<FeedPreview>> => {
    const typed = { url: String(form.get("url") ?? "") };
    const bringer = await findBringer();
    if (!bringer.ok) return { ...bringer.refused, typed };
    const parsed = wanted.safeParse(Object.fromEntries(form));
    if (!parsed.success) return { status: "refused", reason: "form", sentence: texts.missing, typed };
    const limit = { key: `look-at-feed:person:${bringer.person.id}`, limit: LOOKS_AN_HOUR, perSeconds: 3600 };
    if (bringer.bringing !== "brings" && !(await takeFrom(db(), limit)).ok)
      return { status: "refused", reason: "too-many", sentence: texts.tooManyLooks, typed };
    const { fetchInternal } = readEnvironment();
    const fetch = { allowInternal: fetchInternal, limitSeconds: 30 };
    const previewed = await previewFeed({ db: db(), url: parsed.data.url, fetch });
    if (!previewed.ok) return { status: "refused", reason: "feed", sentence: previewed.message, typed };
    return { status: "sent", sent: previewed.preview };
  },
);

/** Begins the import of a feed, for administrators, and leads to the page of its progress. */
export const startImport = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const typed = { show: String(form.get("show") ?? "") };
    const bringer = await findBringer();
    if (!bringer.ok) return { ...bringer.refused, typed };
    if (bringer.bringing !== "brings")
      return { status: "refused", reason: "not-allowed", sentence: texts.notAllowed, typed };
    const parsed = chosen.safeParse(Object.fromEntries(form));
    if (!parsed.success) return { status: "refused", reason: "form", sentence: texts.missing, typed };
    const { url, show, replace } = parsed.data;
    // A show's details come from its feed: another one's would take their place.
    const there = replace
      ? null
      : await db().show.findUnique({ where: { slug: show }, select: { title: true } });
    if (there) return { status: "refused", reason: "taken", sentence: texts.taken(there.title), typed };
    const brought = await bringShow(db(), { url, show, personId: bringer.person.id });
    if (!brought.ok) return { status: "refused", reason: "slug", sentence: brought.message, typed };
    redirect(`/new/${brought.id}`);
  },
);

/** Asks for a show that is not here, where the site's rule lets anybody ask, and leads to the request's page. */
export const askForImport = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const typed = { show: String(form.get("show") ?? ""), note: String(form.get("note") ?? "") };
    const bringer = await findBringer();
    if (!bringer.ok) return { ...bringer.refused, typed };
    const parsed = asked.safeParse(Object.fromEntries(form));
    if (!parsed.success) return { status: "refused", reason: "form", sentence: texts.missing, typed };
    const { url, show: slug, title, note } = parsed.data;
    const unfit = misfit(showSlug, slug);
    if (unfit !== null)
      return { status: "refused", reason: "slug", sentence: texts.badSlug(slug, unfit), typed };
    const there = await db().show.findUnique({ where: { slug }, select: { title: true } });
    if (there) return { status: "refused", reason: "taken", sentence: texts.isHere(there.title), typed };
    const { id, name } = bringer.person;
    const made = await askToBring(db(), { person: { id, name }, url, slug, title, note: note || null });
    if (!made.ok)
      return {
        ...{ status: "refused", reason: made.reason, typed },
        sentence: made.reason === "too-many" ? texts.tooMany : texts.notAllowed,
      };
    redirect(requestHref(made.id));
  },
);

/** Fetches a repository, for administrators, and says what it holds. */
export const lookAtRepository = formAction(
  async (_before: FormState<RepositoryPreview>, form: FormData): Promise<FormState<RepositoryPreview>> => {
    const typed = { url: String(form.get("url") ?? "").slice(0, 2000) };
    const bringer = await findBringer();
    if (!bringer.ok) return { ...bringer.refused, typed };
    if (bringer.bringing !== "brings")
      return { status: "refused", reason: "not-allowed", sentence: texts.notAllowed, typed };
    const limit = { key: `look-at-repository:${bringer.person.id}`, limit: LOOKS_AN_HOUR, perSeconds: 3600 };
    if (!(await takeFrom(db(), limit)).ok)
      return { status: "refused", reason: "too-many", sentence: texts.tooManyLooks, typed };
    const { fetchInternal: allowInternal } = readEnvironment();
    const previewed = await previewRepository(db(), { url: typed.url.trim(), allowInternal });
    if (!previewed.ok) return { status: "refused", reason: "repository", sentence: previewed.message, typed };
    return { status: "sent", sent: previewed.preview };
  },
);

/** Begins the import of a repository, for administrators, and leads to the page of its progress. */
export const startRepositoryImport = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const typed = { url: String(form.get("url") ?? ""), show: String(form.get("show") ?? "") };
    const bringer = await findBringer();
    if (!bringer.ok) return { ...bringer.refused, typed };
    if (bringer.bringing !== "brings")
      return { status: "refused", reason: "not-allowed", sentence: texts.notAllowed, typed };
    const parsed = repository.safeParse(Object.fromEntries(form));
    if (!parsed.success) return { status: "refused", reason: "form", sentence: texts.missing, typed };
    const { url, show } = parsed.data;
    const brought = await bringRepository(db(), { url, show: show || null, personId: bringer.person.id });
    if (!brought.ok) return { status: "refused", reason: "address", sentence: brought.message, typed };
    redirect(`/new/${brought.id}`);
  },
);

/** Begins the import of an uploaded archive, for administrators, and leads to the page of its progress. */
export const startArchiveImport = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const typed = { show: String(form.get("show") ?? "").slice(0, 300) };
    const bringer = await findBringer();
    if (!bringer.ok) return { ...bringer.refused, typed };
    if (bringer.bringing !== "brings")
      return { status: "refused", reason: "not-allowed", sentence: texts.notAllowed, typed };
    const file = form.get("file");
    if (!(file instanceof File) || file.size > MOST_ARCHIVE_BYTES) {
      const sentence = repositoryTexts.archiveProblem(file instanceof File ? "too-large" : "not-zip", null);
      return { status: "refused", reason: "form", sentence, typed };
    }
    const brought = await bringArchive(db(), {
      ...{ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
      ...{ show: typed.show.trim() || null, personId: bringer.person.id },
    });
    if (!brought.ok) return { status: "refused", reason: "archive", sentence: brought.message, typed };
    redirect(`/new/${brought.id}`);
  },
);

/** Loads the demonstration, for administrators. */
export const installDemonstration = formAction(async (_form: FormData): Promise<void> => {
  const bringer = await findBringer();
  if (!bringer.ok) redirect("/sign-in?callbackUrl=/new");
  const { id, name } = bringer.person;
  const asked = await askForDemonstration(db(), { id, name });
  redirect(asked.ok ? "/new?said=demonstration" : `/new?said=${asked.reason}`);
});
