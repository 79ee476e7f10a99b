"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { CheckedFile, ProposeState } from "@/components/surveys/propose-state";
import { rowId } from "@/lib/row-id";
import { proposePage } from "@/lib/texts/en/surveys";
import { textOf } from "@/lib/texts/text-of";
import { db, Sampling } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { computeSurvey, descriptionOf, STEPS_OF_A_REQUEST } from "@/server/work/surveys/compute-survey";
import { toCsv } from "@/server/work/surveys/export-csv";
import { fileHabits } from "@/server/work/surveys/file-habits";
import { proposeSurvey, refusalOf, withdrawSurvey } from "@/server/work/surveys/propose-survey";
import { readMapping } from "@/server/work/surveys/read-mapping";
import type { ReadSurvey } from "@/server/work/surveys/read-survey-csv";
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
  const no = (
    reason: string,
    checked: CheckedFile | null = null,
    sentence = textOf(proposePage.problems, reason) ?? "",
  ): ProposeState => ({
    ...{ status: "refused", reason, sentence },
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
  const questions = String(data.get("questions") ?? "").trim();
  if (questions !== "") {
    const refusal = await refusalOf(db(), person.id);
    if (refusal) return no(refusal);
    const computed = await computeProposal(csv, questions);
    if (!computed.ok) return no("computed", null, computed.message);
    const sent = await proposeSurvey(db(), {
      ...{
        author: person,
        csv: computed.csv,
        answers: { shares: "no" },
        note,
        replaces: fields.replaces === "yes",
      },
      about: { ...computed.about, ...known },
    });
    if (sent.ok) redirect("/surveys/propose?became=sent");
    return sent.reason === "errors" ? no("errors", checkedOf(sent.read)) : no(sent.reason);
  }
  const open = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  const answers = fileHabits.catch({}).parse(open);
  const proposed = await proposeSurvey(db(), {
    ...{ author: person, csv, answers, about: known, note },
    replaces: fields.replaces === "yes",
  });
  if (proposed.ok) redirect("/surveys/propose?became=sent");
  if (proposed.reason !== "errors") return no(proposed.reason);
  return no("errors", checkedOf(proposed.read));
});

const checkedOf = ({ rows, errors, warnings, errorCount }: ReadSurvey): CheckedFile => ({
  ...{ rows: rows.length, errors, warnings, errorCount },
});

/** The statistics of a file with one row per respondent, as a file of the import's format. */
async function computeProposal(results: Uint8Array, questions: string) {
  const read = readMapping(questions);
  if (!read.ok) return read;
  const made = await computeSurvey(pieces(results), read.mapping, STEPS_OF_A_REQUEST);
  if (!made.ok) {
    const where = made.line === null ? "" : proposePage.at(made.line, made.column);
    return { ok: false as const, message: `${where}${made.message}` };
  }
  const { waves = {} } = descriptionOf(read.mapping, made.respondents);
  return {
    ok: true as const,
    csv: new TextEncoder().encode(toCsv(made.rows)),
    about: Object.values(waves)[0] ?? {},
  };
}

const PIECE = 64 * 1024;
function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

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
