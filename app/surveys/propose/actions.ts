"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { ProposeState } from "@/components/surveys/propose-state";
import { rowId } from "@/lib/row-id";
import { db, Sampling } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { proposeSurvey, withdrawSurvey } from "@/server/work/surveys/propose-survey";

const line = z
  .string()
  .trim()
  .max(2000)
  .transform((text) => text || undefined)
  .optional();
const about = z.object({
  title: line.pipe(z.string().max(200).optional()),
  sponsor: line,
  population: line,
  licence: line,
  mode: line,
  recruitment: line,
  sampling: line.pipe(z.enum(Sampling).optional()),
  weighting: line,
  sampleSize: line.pipe(
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .pipe(z.number().min(1))
      .optional(),
  ),
  limits: line,
});

const SAID: Record<string, string> = {
  "too-many": "You have as many surveys waiting as one person can. Let some be decided first.",
  blocked: "You cannot contribute here.",
  "several-surveys":
    "The file holds several surveys, and what you wrote about it would be said of all of them. Leave that empty, or propose one at a time.",
  "no-file": "Choose a file, or paste its rows.",
  "bad-about":
    "The number of people who answered is a whole number, such as 4299; the title has at most 200 characters.",
};

/** As much of a file as is sent back, so that it can be mended where it was pasted. */
const MOST_BACK = 500_000;

/** Proposes a survey; where the file has errors, says all of them and keeps nothing. */
export async function sendSurvey(_: ProposeState, data: FormData): Promise<ProposeState> {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/surveys/propose");
  const file = data.get("file");
  const pasted = String(data.get("csv") ?? "");
  const csv =
    file instanceof File && file.size > 0
      ? new Uint8Array(await file.arrayBuffer())
      : new TextEncoder().encode(pasted);
  const fields = Object.fromEntries(
    [...data].flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value.slice(0, MOST_BACK)]] : [],
    ),
  );
  const no = (reason: string): ProposeState => ({ said: SAID[reason] ?? null, read: null, fields });
  if (csv.length === 0 || (csv.length === pasted.length && pasted.trim() === "")) return no("no-file");
  const said = about.safeParse(fields);
  if (!said.success) return no("bad-about");
  const note =
    String(data.get("note") ?? "")
      .trim()
      .slice(0, 2000) || null;
  const known = Object.fromEntries(Object.entries(said.data).filter(([, value]) => value !== undefined));
  const proposed = await proposeSurvey(db(), { author: person, csv, about: known, note });
  if (proposed.ok) redirect("/surveys/propose?became=sent");
  if (proposed.reason !== "errors") return no(proposed.reason);
  const { rows, errors, warnings, errorCount } = proposed.read;
  return { said: null, read: { rows: rows.length, errors, warnings, errorCount }, fields };
}

/** Takes back a survey of one's own. */
export async function withdraw(data: FormData): Promise<void> {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/surveys/propose");
  const id = rowId.safeParse(data.get("id"));
  const withdrawn = id.success
    ? await withdrawSurvey(db(), { id: id.data, personId: person.id })
    : { ok: false as const, reason: "no-proposal" };
  redirect(`/surveys/propose?became=${withdrawn.ok ? "withdrawn" : withdrawn.reason}`);
}
