"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { db, ReportOutcome } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { reviewedShows } from "@/server/people/accounts/standing-at";
import { closeReport } from "@/server/work/reports/close-report";
import { formAction } from "../form-action";

const closing = z.object({ id: z.uuid(), outcome: z.enum(ReportOutcome) });

/** Closes a report, if the person who is signed in reviews its show. */
export const closeMyReport = formAction(async (form: FormData): Promise<void> => {
  const person = await currentPerson();
  const parsed = closing.safeParse({ id: form.get("id"), outcome: form.get("outcome") });
  if (person && parsed.success) {
    const showIds = (await reviewedShows(db(), person.id)).map(({ id }) => id);
    await closeReport(db(), { ...parsed.data, showIds, by: person.id });
  }
  revalidatePath("/review");
});
