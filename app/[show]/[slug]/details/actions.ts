"use server";

import { redirect } from "next/navigation";
import type { DetailsState } from "@/components/shows/details-form";
import type { FormState } from "@/components/ui/form-state";
import { editDetails } from "../../../edit-details";
import { formAction } from "../../../form-action";
import { takeCover } from "../../../take-cover";
import { findEditor } from "./find-editor";

/** Saves what was edited of an episode: its details, or its chapters. */
export const saveDetails = formAction(
  async (_before: DetailsState, form: FormData): Promise<DetailsState> => {
    const [show, slug] = ["show", "slug"].map((name) => String(form.get(name) ?? "").slice(0, 300));
    const found = await findEditor(show ?? "", slug ?? "");
    if (!found) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${show}/${slug}`)}`);
    const page = form.has("chapters") || form.get("follow") === "chapters" ? "chapters" : "details";
    return editDetails({
      ...{ showId: found.show.id, slug: found.episode.slug, actor: found.person, form },
      to: `/${found.show.slug}/${found.episode.slug}/${page}`,
    });
  },
);

/** Takes an uploaded picture as the episode's cover. */
export const bringEpisodeCover = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const [show, slug] = ["show", "slug"].map((name) => String(form.get(name) ?? "").slice(0, 300));
    const found = await findEditor(show ?? "", slug ?? "");
    if (!found) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${show}/${slug}`)}`);
    return takeCover({
      ...{ showId: found.show.id, slug: found.episode.slug, actor: found.person, form },
      to: `/${found.show.slug}/${found.episode.slug}/details`,
    });
  },
);
