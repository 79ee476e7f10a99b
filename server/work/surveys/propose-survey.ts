import type { Database, Transaction } from "@/server/db";
import { lockSender } from "@/server/people/limits/lock-sender";
import { type SurveyDescription, surveyDescription } from "./describe-survey";
import { toCsv } from "./export-csv";
import type { FileHabits } from "./file-habits";
import { type ReadSurvey, readSurveyCsv } from "./read-survey-csv";

/** A survey's file, as someone proposes it. */
export interface ProposedSurvey {
  readonly author: { readonly id: string; readonly name: string };
  /** CSV or .xlsx. */
  readonly csv: Uint8Array;
  /** Whether it is the whole of its waves: what it does not have is taken out when it is published. */
  readonly replaces?: boolean;
  /** What the file leaves open. */
  readonly answers?: FileHabits;
  /** What the file has no column for; fields of a wave apply to all waves of the file. */
  readonly about: ProposedAbout;
  readonly note: string | null;
}

/** A `SurveyDescription` with the fields of a wave beside those of the survey. */
export type ProposedAbout = Omit<SurveyDescription, "waves"> &
  NonNullable<SurveyDescription["waves"]>[string];

export type SurveyProposed =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly reason: "errors"; readonly read: ReadSurvey }
  | { readonly ok: false; readonly reason: "too-many" | "blocked" | "several-surveys" };

/** The most files that one person may have waiting. */
const MOST_WAITING = 20;

/**
 * Proposes a survey. The file is read as an import reads it, and stored only without errors. Its statistics
 * do not count until it is published.
 */
export async function proposeSurvey(
  db: Database,
  { author, csv, answers = {}, replaces = false, about, note }: ProposedSurvey,
): Promise<SurveyProposed> {
  const refusal = await refusalOf(db, author.id);
  if (refusal) return { ok: false, reason: refusal };
  const read = await readSurveyCsv([csv], answers);
  if (read.errors.length > 0) return { ok: false, reason: "errors", read };
  const surveys = [...new Set(read.rows.map(({ survey }) => survey))];
  const waves = [...new Set(read.rows.map(({ wave }) => wave))];
  if (surveys.length > 1 && Object.keys(about).length > 0) return { ok: false, reason: "several-surveys" };
  const { mode, recruitment, sampling, weighting, sampleSize, limits, ...survey } = about;
  const wave = Object.fromEntries(
    Object.entries({ mode, recruitment, sampling, weighting, sampleSize, limits }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const description = surveyDescription.parse({
    ...survey,
    ...(Object.keys(wave).length > 0 ? { waves: Object.fromEntries(waves.map((name) => [name, wave])) } : {}),
  });
  const data = {
    ...{ surveys, note, replaces, rows: read.rows.length, about: JSON.parse(JSON.stringify(description)) },
    // What had to be interpreted is kept as it was understood, so that it is published as it was shown. A column that
    // is ignored may contain NUL, which PostgreSQL cannot store.
    csv: read.isPlain
      ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(csv).replaceAll("\0", "")
      : toCsv(read.rows),
    ...{ proposerId: author.id, proposerName: author.name },
  };
  return db.$transaction(async (tx): Promise<SurveyProposed> => {
    // Counted once more: another file of theirs may have come while this one was read.
    await lockSender(tx, [`survey:person:${author.id}`]);
    if ((await countWaiting(tx, author.id)) >= MOST_WAITING) return { ok: false, reason: "too-many" };
    const { id } = await tx.surveyProposal.create({ data });
    return { ok: true, id };
  });
}

/** Why a person may not propose a survey, before any work; null where they may. */
export async function refusalOf(db: Database, personId: string): Promise<"blocked" | "too-many" | null> {
  // People blocked on the whole platform cannot propose; a show's block does not apply here.
  const blocked = await db.block.count({ where: { userId: personId, showId: null, liftedAt: null } });
  if (blocked > 0) return "blocked";
  return (await countWaiting(db, personId)) >= MOST_WAITING ? "too-many" : null;
}

const countWaiting = (db: Database | Transaction, proposerId: string): Promise<number> =>
  db.surveyProposal.count({ where: { proposerId, status: "proposed" } });

/** Withdraws a survey that is not decided yet. Only its proposer may do this. */
export async function withdrawSurvey(
  db: Database,
  { id, personId }: { id: number; personId: string },
): Promise<{ ok: true } | { ok: false; reason: "no-proposal" | "already-decided" }> {
  const { count } = await db.surveyProposal.updateMany({
    where: { id, proposerId: personId, status: "proposed" },
    data: { status: "withdrawn" },
  });
  if (count > 0) return { ok: true };
  const own = await db.surveyProposal.count({ where: { id, proposerId: personId } });
  return { ok: false, reason: own > 0 ? "already-decided" : "no-proposal" };
}
