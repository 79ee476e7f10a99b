"use server";

import { redirect } from "next/navigation";
import type { AddState } from "@/components/shows/add-episode-form";
import { details, addEpisodeForm as texts } from "@/lib/texts/en/details";
import { db } from "@/server/db";
import { addEpisode } from "@/server/work/shows/add-episode";
import { episodeColumns, episodeValues } from "@/server/work/shows/field-values";
import { fieldValue } from "../../../../field-texts";
import { formAction } from "../../../../form-action";
import { findStanding } from "../../find-standing";

const NAMES = ["title", "number", "publishedAt", "audio", "description"] as const;

/** Adds an episode, and leads to where its transcript is brought. */
export const addByHand = formAction(async (_before: AddState, form: FormData): Promise<AddState> => {
  const show = String(form.get("show") ?? "").slice(0, 300);
  const found = await findStanding(show);
  if (!found) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${show}/settings/episodes/new`)}`);
  const typed = Object.fromEntries(
    ["slug", ...NAMES].map((name) => [name, String(form.get(name) ?? "").slice(0, 20_000)]),
  );
  const values: Record<string, unknown> = {};
  for (const name of NAMES) {
    const text = typed[name] ?? "";
    if (text.trim() === "" && name !== "title") continue;
    const parsed = episodeValues.shape[name].safeParse(fieldValue(name, text, {}));
    if (!parsed.success)
      return { ...{ status: "refused", reason: "field", sentence: details.wrong[name], typed }, field: name };
    values[name] = parsed.data;
  }
  const columns = episodeColumns(values);
  const added = await addEpisode(db(), {
    ...{ showId: found.show.id, actor: found.person, values: { ...columns, title: columns.title ?? {} } },
    slug: typed.slug?.trim() || undefined,
  });
  if (added.ok) redirect(`/${found.show.slug}/${added.slug}/bring`);
  const field = added.reason === "not-allowed" ? {} : { field: "slug" };
  return {
    ...{ status: "refused", reason: added.reason, sentence: texts.problems[added.reason], typed },
    ...field,
  };
});
