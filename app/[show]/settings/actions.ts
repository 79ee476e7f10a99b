"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { db, Role, WhoContributes } from "@/server/db";
import { block, unblock } from "@/server/people/accounts/block";
import { grantRole } from "@/server/people/accounts/grant-role";
import { revokeInvitation } from "@/server/people/accounts/invite";
import { leaveShow } from "@/server/people/accounts/leave-show";
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
  language: z
    .string()
    .trim()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
});
const roleForm = z.object({
  handle: z.string().trim().min(1).max(100),
  role: z.enum([...Object.values(Role), "none"]),
});
const blockForm = z.object({ handle: z.string().trim().min(1).max(100), reason: z.string().max(2000) });
const handleForm = z.object({ handle: z.string().trim().min(1).max(100) });
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

export const blockPerson = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form, "/people");
  const parsed = blockForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) return answer("bad-form");
  const whom = await personOf(parsed.data.handle);
  if (!whom) return answer("no-person");
  const { reason } = parsed.data;
  const result = await block(db(), { showId: show.id, userId: whom.id, actor: person, reason });
  answer(result.ok ? "blocked" : result.reason);
});

export const unblockPerson = formAction(async (form: FormData): Promise<void> => {
  const { show, person, answer } = await asked(form, "/people");
  const parsed = handleForm.safeParse(Object.fromEntries(form));
  const whom = parsed.success ? await personOf(parsed.data.handle) : null;
  if (!whom) return answer("no-person");
  const result = await unblock(db(), { showId: show.id, userId: whom.id, actor: person });
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
