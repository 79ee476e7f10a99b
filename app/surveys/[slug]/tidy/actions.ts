"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { SLUG } from "@/server/work/surveys/columns";
import { mergeCategories, mergeWaves, retract, type Tidied } from "@/server/work/surveys/retract";
import { formAction } from "../../../form-action";

const place = z.object({
  survey: z.string().max(200).regex(SLUG),
  question: z.string().max(200).regex(SLUG).or(z.literal("")).catch(""),
  reason: z.string().trim().max(2000).catch(""),
});
const pair = z.object({ from: rowId, into: rowId });
const MOST = 500;

/** Takes the chosen figures of a survey back. */
export const retractFigures = formAction(async (data: FormData): Promise<void> => {
  const { by, reason, go } = await open(data);
  const chosen = z.array(rowId).min(1).max(MOST).safeParse(data.getAll("figure"));
  if (!chosen.success) return go({ ok: false, reason: "no-statistic" });
  go(await retract(db(), { by, reason, what: { statisticIds: chosen.data } }));
});

/** Takes all figures of a wave back. */
export const retractWave = formAction(async (data: FormData): Promise<void> => {
  const { by, reason, go } = await open(data);
  const id = rowId.safeParse(data.get("wave"));
  if (!id.success) return go({ ok: false, reason: "no-statistic" });
  go(await retract(db(), { by, reason, what: { waveId: id.data } }));
});

/** Merges an answer into another spelling of it, or a wave into another name. */
export const mergeOfSurvey = formAction(async (data: FormData): Promise<void> => {
  const { by, reason, go } = await open(data);
  const two = pair.safeParse(Object.fromEntries(data));
  if (!two.success) return go({ ok: false, reason: "not-mergeable" });
  const act = data.get("of") === "waves" ? mergeWaves : mergeCategories;
  go(await act(db(), { by, reason, ...two.data }));
});

async function open(data: FormData) {
  const where = place.safeParse(Object.fromEntries(data));
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/surveys");
  if (!where.success) redirect("/surveys");
  const { survey, question, reason } = where.data;
  const go = (tidied: Tidied): never => {
    const became: Record<string, string> = tidied.ok
      ? { became: "done", figures: String(tidied.statistics), claims: String(tidied.claims) }
      : { became: tidied.reason };
    redirect(
      `/surveys/${survey}/tidy?${new URLSearchParams({ ...(question ? { question } : {}), ...became })}`,
    );
  };
  return { by: person, reason, go };
}
