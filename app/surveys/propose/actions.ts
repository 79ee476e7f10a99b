"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { CheckedFile, ProposeState } from "@/components/surveys/propose-state";
import { rowId } from "@/lib/row-id";
import { proposePage } from "@/lib/texts/en/surveys";
import { textOf } from "@/lib/texts/text-of";
import { db, Sampling } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { fileHabits } from "@/server/work/surveys/file-habits";
import { proposeSurvey, withdrawSurvey } from "@/server/work/surveys/propose-survey";
import { formAction } from "../../form-action";

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

/** The code for the first invalid field. */
function problemOf({ issues }: z.ZodError): string {
  const field = issues[0]?.path[0];
  return field === "sampleSize" ? "bad-size" : field === "title" ? "bad-title" : "bad-about";
}

/** In characters: how much of a pasted file is sent back for correction. */
const MOST_BACK = 500_000;

/** Proposes a survey. If the file has errors, it reports all of them and stores nothing. */
export const sendSurvey = formAction(async (_: ProposeState, data: FormData): Promise<ProposeState> => {
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
  const no = (reason: string, checked: CheckedFile | null = null): ProposeState => ({
    ...{ status: "refused", reason, sentence: textOf(proposePage.problems, reason) ?? "" },
    typed: { fields, checked },
  });
  if (csv.length === 0 || (csv.length === pasted.length && pasted.trim() === "")) return no("no-file");
  const said = about.safeParse(fields);
  if (!said.success) return no(problemOf(said.error));
  const note =
    String(data.get("note") ?? "")
      .trim()
      .slice(0, 2000) || null;
  const known = Object.fromEntries(Object.entries(said.data).filter(([, value]) => value !== undefined));
  const open = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  const answers = fileHabits.catch({}).parse(open);
  const proposed = await proposeSurvey(db(), {
    ...{ author: person, csv, answers, about: known, note },
    replaces: fields.replaces === "yes",
  });
  if (proposed.ok) redirect("/surveys/propose?became=sent");
  if (proposed.reason !== "errors") return no(proposed.reason);
  const { rows, errors, warnings, errorCount } = proposed.read;
  return no("errors", { rows: rows.length, errors, warnings, errorCount });
});

/** Withdraws a survey of the person who is signed in. */
export const withdrawMySurvey = formAction(async (data: FormData): Promise<void> => {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/surveys/propose");
  const id = rowId.safeParse(data.get("id"));
  const withdrawn = id.success
    ? await withdrawSurvey(db(), { id: id.data, personId: person.id })
    : { ok: false as const, reason: "no-proposal" };
  redirect(`/surveys/propose?became=${withdrawn.ok ? "withdrawn" : withdrawn.reason}`);
});
