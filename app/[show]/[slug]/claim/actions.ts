"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { proposeClaim } from "@/server/work/claims/propose-claim";
import { proposeRepeat } from "@/server/work/claims/propose-repeat";
import { storedProposition } from "@/server/work/claims/suggest-proposition";
import { formAction } from "../../../form-action";
import { claimFields, readFigure, readQuantity } from "./claim-fields";

const place = z.object({ show: z.string().regex(SHOW_SLUG), slug: z.string().regex(EPISODE_SLUG) });

/** Sends a claim, then shows the outcome on the form's page. */
export const sendClaim = formAction(async (data: FormData): Promise<void> => {
  const fields = Object.fromEntries(data);
  const where = place.safeParse(fields);
  if (!where.success) redirect("/claims");
  const { show, slug } = where.data;
  const form = claimFields.parse(fields);
  const back = (became: string, more: Record<string, string> = {}) =>
    redirect(`/${show}/${slug}/claim?${new URLSearchParams({ ...more, became })}`);
  // A corrected quantity must not be computed again from the words.
  const { kind, comparator, value, to, unit, from, within, read, scope = "sample", base } = form;
  const again = {
    ...{ p: String(form.p ?? ""), q: form.q, kind, comparator, value, to, unit },
    ...{ from, within, read, scope, base, proposition: form.proposition },
    ...(form.w === undefined ? {} : { w: String(form.w) }),
  };
  const person = await currentPerson();
  if (!person)
    redirect(
      `/sign-in?callbackUrl=${encodeURIComponent(`/${show}/${slug}/claim?${new URLSearchParams(again)}`)}`,
    );
  if (form.same !== undefined) {
    const found = await findEpisode(db(), { show, slug });
    if (!found?.transcript || form.p === undefined) return back("no-segment");
    const repeated = await proposeRepeat(db(), {
      ...{ author: person, claimId: form.same, documentId: found.transcript.id },
      ...{ segmentId: form.p, exact: form.q, firstWord: form.w },
    });
    return repeated.ok
      ? back("repeat-sent", { claim: String(form.same), after: `${form.at ?? 0}.${form.w ?? 0}` })
      : back(repeated.reason, again);
  }
  const quantity = readQuantity(form);
  if (!quantity) return back("no-quantity", again);
  const episode = await findEpisode(db(), { show, slug });
  if (!episode?.transcript || form.p === undefined) return back("no-segment");
  const { relation, note } = form;
  const figure = readFigure(form.figure);
  const proposed = await proposeClaim(db(), {
    author: person,
    ...{ documentId: episode.transcript.id, segmentId: form.p, exact: form.q, firstWord: form.w, quantity },
    ...{ scope, base: base.trim() || null, proposition: storedProposition(form.proposition, form.q) },
    evidence: figure && { ...figure, relation, note: note.trim() || null },
  });
  return proposed.ok
    ? back("sent", { claim: String(proposed.claimId), after: `${form.at ?? 0}.${form.w ?? 0}` })
    : back(proposed.reason, again);
});
