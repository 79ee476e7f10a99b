"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { db, ReportOutcome } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { reviewedShows } from "@/server/people/accounts/standing-at";
import { closeReport } from "@/server/work/reports/close-report";
import { formAction } from "../form-action";

const closing = z.object({
  id: z.uuid(),
  outcome: z.enum(ReportOutcome),
  /** The query that leads to what waits next. */
  back: z.string().max(1000).catch(""),
});

/** Closes a report, if the person who is signed in reviews its show, and leads to what waits next. */
export const closeMyReport = formAction(async (form: FormData): Promise<void> => {
  const person = await currentPerson();
  const parsed = closing.safeParse({
    id: form.get("id"),
    outcome: form.get("outcome"),
    back: form.get("back"),
  });
  if (person && parsed.success) {
    const { id, outcome, back } = parsed.data;
    const showIds = (await reviewedShows(db(), person.id)).map((show) => show.id);
    await closeReport(db(), { id, outcome, showIds, by: person.id });
    redirect(`/review?${new URLSearchParams(back)}`);
  }
  redirect("/review");
});
