import { z } from "zod";
import { type Database, Sampling, type Transaction } from "@/server/db";
import { countChange } from "./count-change";

const line = z.string().trim().min(1).max(2000);

/** What a CSV file has no column for: who asked whom, and how. Omitted fields stay as they are. */
export const surveyDescription = z.strictObject({
  title: line.max(200).optional(),
  sponsor: line.optional(),
  conductor: line.optional(),
  population: line.optional(),
  licence: line.optional(),
  waves: z
    .record(
      z.string(),
      z.strictObject({
        mode: line.optional(),
        recruitment: line.optional(),
        sampling: z.enum(Sampling).optional(),
        weighting: line.optional(),
        sampleSize: z.number().int().positive().optional(),
        limits: line.optional(),
      }),
    )
    .optional(),
});

export type SurveyDescription = z.infer<typeof surveyDescription>;

export type SurveyDescribed = { ok: true } | { ok: false; reason: "no-survey" | "no-wave" };

/** Stores the description of an existing survey; `no-survey` or `no-wave` if it or a wave does not exist. */
export const describeSurvey = (
  db: Database,
  slug: string,
  description: SurveyDescription,
): Promise<SurveyDescribed> => db.$transaction((tx) => storeDescription(tx, slug, description));

/** Does the same in the caller's transaction. */
export async function storeDescription(
  tx: Transaction,
  slug: string,
  { waves = {}, ...survey }: SurveyDescription,
): Promise<SurveyDescribed> {
  const known = await tx.survey.findUnique({
    where: { slug },
    include: { waves: { select: { id: true, name: true } } },
  });
  if (!known) return { ok: false, reason: "no-survey" };
  const ids = Object.keys(waves).map((name) => known.waves.find((wave) => wave.name === name)?.id);
  if (ids.includes(undefined)) return { ok: false, reason: "no-wave" };
  await tx.survey.update({ where: { slug }, data: clean(survey) });
  for (const [place, data] of Object.values(waves).entries())
    await tx.wave.update({ where: { id: ids[place] as number }, data: clean(data) });
  await countChange(tx, [known.id]);
  return { ok: true };
}

/** Removes keys whose value is undefined. */
function clean<T extends object>(data: T) {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]-?: Exclude<T[K], undefined>;
  };
}
