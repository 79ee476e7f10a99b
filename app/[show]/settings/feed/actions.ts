"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { askForRepository, setRepository } from "@/server/doors/clones/refresh-repository-job";
import { askForFetch, INTERVALS, setFetchInterval } from "@/server/doors/feeds/refresh-feed-job";
import { formAction } from "../../../form-action";
import { findStanding } from "../find-standing";

const intervalForm = z.object({
  every: z
    .literal(["never", ...INTERVALS.map(String)])
    .transform((every) => (every === "never" ? null : Number(every))),
});

/** The show that a form is about, if its sender may see the settings. Everybody else is sent to the sign-in page. */
async function asked(form: FormData) {
  const slug = String(form.get("show") ?? "").slice(0, 300);
  const found = await findStanding(slug);
  if (!found) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${slug}/settings/feed`)}`);
  const answer = (code: string): never => redirect(`/${found.show.slug}/settings/feed?said=${code}`);
  return { showId: found.show.id, personId: found.person.id, person: found.person, answer };
}

/** Fetches the show's feed as soon as a worker is free. */
export const fetchNow = formAction(async (form: FormData): Promise<void> => {
  const { answer, showId, personId } = await asked(form);
  const result = await askForFetch(db(), { showId, personId });
  answer(result.ok ? "asked" : result.reason);
});

/** Sets how often the show's feed is fetched. */
export const changeInterval = formAction(async (form: FormData): Promise<void> => {
  const { answer, showId, personId } = await asked(form);
  const parsed = intervalForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return answer("bad-form");
  const result = await setFetchInterval(db(), { showId, personId, everyMinutes: parsed.data.every });
  answer(result.ok ? "saved" : result.reason);
});

/** Sets which repository the show follows; none where the address is empty. */
export const setFollowed = formAction(async (form: FormData): Promise<void> => {
  const { answer, showId, person } = await asked(form);
  const result = await setRepository(db(), {
    ...{ showId, person },
    url: String(form.get("url") ?? "").trim(),
    trusted: form.get("trusted") !== null,
    allowInternal: readEnvironment().fetchInternal,
  });
  answer(result.ok ? "saved" : result.reason);
});

/** Fetches the repository that the show follows as soon as a worker is free. */
export const fetchRepositoryNow = formAction(async (form: FormData): Promise<void> => {
  const { answer, showId, person } = await asked(form);
  const result = await askForRepository(db(), { showId, person });
  answer(result.ok ? "repository-asked" : result.reason);
});
