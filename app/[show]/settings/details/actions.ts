"use server";

import { redirect } from "next/navigation";
import type { DetailsState } from "@/components/shows/details-form";
import type { FormState } from "@/components/ui/form-state";
import { editDetails } from "../../../edit-details";
import { formAction } from "../../../form-action";
import { takeCover } from "../../../take-cover";
import { findStanding } from "../find-standing";

/** Saves what was edited of a show. */
export const saveShowDetails = formAction(
  async (_before: DetailsState, form: FormData): Promise<DetailsState> => {
    const slug = String(form.get("show") ?? "").slice(0, 300);
    const found = await findStanding(slug);
    if (!found?.owns) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${slug}/settings/details`)}`);
    return editDetails({
      ...{ showId: found.show.id, slug: null, actor: found.person, form },
      to: `/${found.show.slug}/settings/details`,
    });
  },
);

/** Takes an uploaded picture as the show's cover. */
export const bringShowCover = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const slug = String(form.get("show") ?? "").slice(0, 300);
    const found = await findStanding(slug);
    if (!found?.owns) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${slug}/settings/details`)}`);
    return takeCover({
      ...{ showId: found.show.id, slug: null, actor: found.person, form },
      to: `/${found.show.slug}/settings/details`,
    });
  },
);
