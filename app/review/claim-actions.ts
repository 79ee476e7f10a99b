"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { decideClaim } from "@/server/work/claims/decide-claim";
import { decideEvidence } from "@/server/work/claims/decide-evidence";
import { decideRepeat } from "@/server/work/claims/decide-repeat";
import { decideSurvey } from "@/server/work/surveys/decide-survey";
import { formAction } from "../form-action";

const reason = z.string().trim().max(2000).catch("");
const onClaim = z.object({ id: rowId, decision: z.enum(["publish", "reject", "retire", "keep"]), reason });
const onEvidence = z.object({ id: rowId, decision: z.enum(["accept", "reject", "renew"]), reason });
const onRepeat = z.object({ id: rowId, decision: z.enum(["accept", "reject"]) });
const onSurvey = z.object({ id: rowId, decision: z.enum(["publish", "reject"]), reason });

const CLAIM = { publish: "published", reject: "rejected", retire: "retired", keep: "kept" };
const EVIDENCE = { accept: "accepted", reject: "removed", renew: "renewed" };
const REPEAT = { accept: "repeat-accepted", reject: "repeat-rejected" };
const SURVEY = { publish: "survey-published", reject: "survey-rejected" };

/** Decides on a claim, then shows the next one in the queue. */
export const decideOnClaim = formAction(async (data: FormData): Promise<void> => {
  const { person, fields, go } = await open(data);
  const form = onClaim.safeParse(fields);
  if (!form.success) return go("here", "bad-form");
  const { decision } = form.data;
  const decided = await decideClaim(db(), { claimId: form.data.id, ...form.data, decider: person });
  return decided.ok ? go("back", CLAIM[decision]) : go("here", decided.reason);
});

/** Decides on a figure of a claim, then shows the claim again. */
export const decideOnEvidence = formAction(async (data: FormData): Promise<void> => {
  const { person, fields, go } = await open(data);
  const form = onEvidence.safeParse(fields);
  if (!form.success) return go("here", "bad-form");
  const { decision } = form.data;
  const decided = await decideEvidence(db(), { evidenceId: form.data.id, ...form.data, decider: person });
  return go("here", decided.ok ? EVIDENCE[decision] : decided.reason);
});

/** Decides on a further place of a claim, then shows the claim again. */
export const decideOnRepeat = formAction(async (data: FormData): Promise<void> => {
  const { person, fields, go } = await open(data);
  const form = onRepeat.safeParse(fields);
  if (!form.success) return go("here", "bad-form");
  const { id, decision } = form.data;
  const decided = await decideRepeat(db(), { anchorId: id, decision, decider: person });
  return go("here", decided.ok ? REPEAT[decision] : decided.reason);
});

/** Decides on a proposed survey, then shows the next item in the queue. */
export const decideOnSurvey = formAction(async (data: FormData): Promise<void> => {
  const { person, fields, go } = await open(data);
  const form = onSurvey.safeParse(fields);
  if (!form.success) return go("here", "bad-form");
  const { decision } = form.data;
  const decided = await decideSurvey(db(), { ...form.data, decider: person });
  return decided.ok ? go("back", SURVEY[decision]) : go("here", decided.reason);
});

/** Characters of a query that leads back: it becomes a header, and is what a filter of the queue comes to. */
const LONGEST_QUERY = 1000;

/** The reviewer, the form they sent, and the way back to the queue with the outcome. */
async function open(data: FormData) {
  const fields = Object.fromEntries([...data].map(([name, value]) => [name, String(value)]));
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/review");
  const go = (to: "here" | "back", became: string) => {
    const query = new URLSearchParams((fields[to] ?? "").slice(0, LONGEST_QUERY));
    query.set("became", became);
    redirect(`/review?${query}`);
  };
  return { person, fields, go };
}
