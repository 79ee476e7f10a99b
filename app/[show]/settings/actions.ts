"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { rowId } from "@/lib/row-id";
import { db, Role, WhoContributes } from "@/server/db";
import { block, unblock, type Whom } from "@/server/people/accounts/block";
import { grantRole } from "@/server/people/accounts/grant-role";
import { revokeInvitation } from "@/server/people/accounts/invite";
import { leaveShow } from "@/server/people/accounts/leave-show";
import { findSender } from "@/server/work/contributions/find-sender";
import { rejectWaiting } from "@/server/work/contributions/reject-waiting";
import { revertPerson } from "@/server/work/history/revert-person";
import { changeSettings } from "@/server/work/shows/change-settings";
import { formAction } from "../../form-action";
import { findStanding } from "./find-standing";

const optional = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => text || null);
const count = z
  .string()
  .trim()
  .regex(/^\d{0,6}$/)
  .transform((text) => (text === "" ? null : Number(text)));

const settingsForm = z.object({
  licence: optional(200),
  contribute: z.enum(WhoContributes),
  trustAccepted: count.pipe(z.number().min(1).nullable()),
  trustDays: z.coerce.number().int().min(0).max(3650),
  trustSound: count.pipe(z.number().min(1).nullable()).prefault(""),
  ownFixes: z
    .string()
    .optional()
    .transform((value) => value === "1"),
  language: z
    .string()
    .trim()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
});
const roleForm = z.object({
  handle: z.string().trim().min(1).max(100),
  role: z.enum([...Object.values(Role), "none"]),
});
/** Somebody with an account by their handle, or whoever has sent a contribution without one. */
const whomForm = z.union([
  z.object({ handle: z.string().trim().min(1).max(100) }),
  z.object({ contribution: rowId }),
  z.object({ block: rowId }),
]);
const reasonForm = z.object({
  reason: z.string().max(2000),
  /** Whether what waits of them is rejected too, and up to which contribution that was seen. */
  waiting: z.string().optional(),
  upTo: rowId.optional().catch(undefined),
});
const invitationForm = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
const takeBackForm = z.object({
  handle: z.string().trim().min(1).max(100),
  // PostgreSQL has no year 0, and nothing here is older than podcasts are.
  since: z.iso.date().refine((day) => day >= "2000-01-01" && day < "3000"),
  comment: z.string().max(10_000).optional(),
});

const FIELD_CODES: Readonly<Record<string, string>> = {
  licence: "bad-licence",
  contribute: "bad-contribute",
  trustAccepted: "bad-trust-accepted",
  trustDays: "bad-trust-days",
  trustSound: "bad-trust-sound",
  language: "bad-language",
};

/** The code for the first invalid field. */
const problemOf = ({ issues }: z.ZodError): string => FIELD_CODES[String(issues[0]?.path[0])] ?? "bad-form";

/** The show that a form is about, if its sender may see the settings. Everybody else is sent to the sign-in page. */
async function asked(form: FormData, place: "" | "/people" = "") {
  const slug = String(form.get("show") ?? "").slice(0, 100);
  const found = await findStanding(slug);
  if (!found) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${slug}/settings${place}`)}`);
  const answer = (code: string): never => redirect(`/${found.show.slug}/settings${place}?said=${code}`);
  return { ...found, answer };
}

/** The person or address that a form is about; null where there is none such. */
async function whomOf(form: FormData, showId: number): Promise<Whom | null> {
  const parsed = whomForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return null;
  const by = parsed.data;
  if ("handle" in by) {
    const person = await personOf(by.handle);
    return person && { userId: person.id };
  }
  if ("contribution" in by)
    return (await findSender(db(), { showId, contributionId: by.contribution }))?.whom ?? null;
  const found = await db().block.findFirst({
    where: { id: by.block, showId },
    select: { addressHash: true },
  });
  return found?.addressHash ? { addressHash: found.addressHash } : null;
}

async function personOf(handle: string) {
  return db().user.findUnique({
    where: { handle: handle.replace(/^@/, "").toLowerCase() },
    select: { id: true },
  });
}

export const saveSettings = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form);
  const parsed = settingsForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return answer(problemOf(parsed.error));
  const result = await changeSettings(db(), { showId: show.id, settings: parsed.data, actor: person });
  answer(result.ok ? "saved" : result.reason);
});

export const giveRole = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form, "/people");
  const parsed = roleForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return answer("bad-form");
  const { handle, role } = parsed.data;
  const whom = await personOf(handle);
  if (!whom) return answer("no-person");
  const result = await grantRole(db(), {
    ...{ showId: show.id, userId: whom.id, actor: person },
    role: role === "none" ? null : role,
  });
  answer(result.ok ? (role === "none" ? "role-removed" : "role") : result.reason);
});

export const revokeOpenInvitation = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form, "/people");
  const parsed = invitationForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return answer("bad-form");
  const result = await revokeInvitation(db(), { id: parsed.data.id, showId: show.id, actor: person });
  answer(result.ok ? "invitation-revoked" : result.reason);
});

/** Blocks somebody, and rejects what waits of them where that is asked for. */
export const blockPerson = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form, "/people");
  const parsed = reasonForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return answer("bad-form");
  const whom = await whomOf(form, show.id);
  if (!whom) return answer("no-person");
  const { reason, waiting, upTo } = parsed.data;
  const result = await block(db(), { ...whom, showId: show.id, actor: person, reason });
  if (!result.ok) return answer(result.reason);
  if (waiting !== "1") return answer("blocked");
  const all = { showId: show.id, whom, comment: reason, reviewer: person, ...(upTo ? { upTo } : {}) };
  const rejected = await rejectWaiting(db(), all);
  answer(rejected.ok ? "blocked-rejected" : "blocked");
});

/** Rejects all that waits of somebody, without blocking them. */
export const rejectPerson = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form, "/people");
  const parsed = reasonForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return answer("bad-form");
  const whom = await whomOf(form, show.id);
  if (!whom) return answer("no-person");
  const { reason, upTo } = parsed.data;
  const all = { showId: show.id, whom, comment: reason, reviewer: person, ...(upTo ? { upTo } : {}) };
  const result = await rejectWaiting(db(), all);
  answer(result.ok ? "rejected" : result.reason === "not-allowed" ? result.reason : "no-reason");
});

export const unblockPerson = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form, "/people");
  const whom = await whomOf(form, show.id);
  if (!whom) return answer("no-person");
  const result = await unblock(db(), { ...whom, showId: show.id, actor: person });
  answer(result.ok ? "unblocked" : result.reason);
});

export const takeBackPerson = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form, "/people");
  const parsed = takeBackForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return answer("bad-form");
  const { handle, since, comment } = parsed.data;
  const whom = await personOf(handle);
  if (!whom) return answer("no-person");
  const result = await revertPerson(db(), {
    ...{ showId: show.id, authorId: whom.id, reviewer: person },
    since: new Date(`${since}T00:00:00Z`),
    comment: comment?.trim() || undefined,
  });
  if (!result.ok) return answer(result.reason);
  const left = result.results.some((each) => !each.result.ok && each.result.reason === "conflict");
  answer(left ? "taken-back-in-part" : "taken-back");
});

/** Gives one's own role at the show back. */
export const leave = formAction(async (form: FormData): Promise<void> => {
  const { show, person } = await asked(form, "/people");
  if (form.get("sure") !== "on") redirect(`/${show.slug}/settings/people?said=not-sure`);
  await leaveShow(db(), { showId: show.id, actor: person });
  redirect(`/${show.slug}`);
});
