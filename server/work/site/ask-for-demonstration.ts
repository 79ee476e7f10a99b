import { z } from "zod";
import type { Database } from "@/server/db";
import { defineJob } from "@/server/jobs/define-job";
import { sendJob } from "@/server/jobs/send-job";
import { DEMO_SHOW } from "@/server/people/accounts/demo-people";
import { isAdministrator } from "@/server/people/accounts/standing-at";
import { record } from "@/server/people/audit/record";

/** Loads the demonstration's show. What it does is handed in by `scripts/jobs/install-demonstration.ts`. */
export const installDemonstrationJob = defineJob({ name: "install-demonstration", data: z.object({}) });

export type AskedForDemonstration =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-allowed" | "here-already" };

/** Sends the job that loads the demonstration, for administrators. Asked twice, it is one job. */
export async function askForDemonstration(
  db: Database,
  person: { readonly id: string; readonly name: string },
): Promise<AskedForDemonstration> {
  if (!(await isAdministrator(db, person.id))) return { ok: false, reason: "not-allowed" };
  if ((await db.show.count({ where: { slug: DEMO_SHOW } })) > 0) return { ok: false, reason: "here-already" };
  await db.$transaction(async (tx) => {
    await sendJob(tx, installDemonstrationJob, {}, { key: DEMO_SHOW });
    await record(tx, { actor: person, action: "install", showId: null, subject: { show: DEMO_SHOW } });
  });
  return { ok: true };
}
