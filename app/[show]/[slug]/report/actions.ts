"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { LONGEST_NOTE } from "@/lib/report-note";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { addressOf } from "@/server/people/limits/address-of";
import { noteOnReport, withdrawReport } from "@/server/work/reports/note-on-report";
import { reportParagraph } from "@/server/work/reports/report-paragraph";
import type { ReportResult } from "@/server/work/reports/report-result";
import { formAction } from "../../../form-action";
import { inputAction } from "../../../input-action";

// Anyone may report, with or without an account. Reports are limited for each address.

// PostgreSQL stores neither NUL nor a lone surrogate.
const note = z.string().transform((text) =>
  // A form sends each line break as two characters, but its field counts it as one.
  text
    .replaceAll("\r\n", "\n")
    .replaceAll("\0", "")
    .trim()
    .slice(0, LONGEST_NOTE)
    .replace(/\p{Surrogate}/gu, "\ufffd"),
);
const paragraph = z.object({
  show: z.string().regex(SHOW_SLUG),
  slug: z.string().regex(EPISODE_SLUG),
  segmentId: rowId,
});
const form = paragraph.extend({ note: note.catch("") });
const own = z.object({ id: z.uuid() });
const noted = own.extend({ note: note.refine((text) => text !== "") });

async function report(reported: z.infer<typeof form>): Promise<ReportResult> {
  const person = await currentPerson();
  const address = addressOf(await headers());
  return reportParagraph(db(), { ...reported, reporterId: person?.id ?? null, address });
}

/** Stores a report from the reader at once. */
export const sendReport = inputAction(async (input: unknown): Promise<ReportResult> => {
  const parsed = paragraph.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "no-paragraph" };
  return report({ ...parsed.data, note: "" });
});

/** Stores a report from the form without scripts, and shows the outcome there. */
export const sendReportForm = formAction(async (data: FormData): Promise<void> => {
  const parsed = form.safeParse(Object.fromEntries(data));
  if (!parsed.success) redirect("/");
  const { show, slug, segmentId } = parsed.data;
  const result = await report(parsed.data);
  const became = result.ok ? "sent" : result.reason;
  redirect(`/${show}/${slug}/report?p=${segmentId}&became=${became}`);
});

/** Adds what is wrong to a report of the same sender. */
export const addNoteToReport = inputAction(async (input: unknown): Promise<{ ok: boolean }> => {
  const parsed = noted.safeParse(input);
  return parsed.success ? noteOnReport(db(), parsed.data) : { ok: false };
});

/** Withdraws a report of the same sender. */
export const takeReportBack = inputAction(async (input: unknown): Promise<{ ok: boolean }> => {
  const parsed = own.safeParse(input);
  return parsed.success ? withdrawReport(db(), parsed.data) : { ok: false };
});
