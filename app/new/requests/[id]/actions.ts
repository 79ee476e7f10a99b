"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { rowId } from "@/lib/row-id";
import { db } from "@/server/db";
import { sendFeedImport } from "@/server/doors/feeds/import-feed-job";
import { lookForProof } from "@/server/doors/proofs/look-for-proof-job";
import { proveByMail } from "@/server/doors/proofs/prove-by-mail";
import { currentPerson } from "@/server/people/accounts/current-person";
import { requestHref } from "@/server/work/ownership/finding";
import { decideRequest, withdrawRequest } from "@/server/work/ownership/settle-proof";
import { formAction } from "../../../form-action";

const requestForm = z.object({ id: rowId });
const decisionForm = requestForm.extend({
  decision: z.enum(["owner", "maintainer", "refuse"]),
  reason: z.string().max(1000),
});
const proofForm = requestForm.extend({ secret: z.string().max(200) });

/** Who sends a form, and its fields; everybody else is sent to the sign-in page. */
async function asked<Fields extends { readonly id: number }>(schema: z.ZodType<Fields>, form: FormData) {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/new");
  const parsed = schema.safeParse(Object.fromEntries(form));
  const { data: known } = requestForm.safeParse({ id: form.get("id") });
  const here = known ? requestHref(known.id) : "/new";
  if (!parsed.success) redirect(`${here}?said=bad-form`);
  const answer = (code?: string): never => redirect(code === undefined ? here : `${here}?said=${code}`);
  return { person, fields: parsed.data, answer };
}

/** Looks for the proof of one's own request; the second button also has a link mailed. */
export const lookNow = formAction(async (form: FormData): Promise<void> => {
  const { person, fields, answer } = await asked(requestForm, form);
  const looked = await lookForProof(db(), {
    ...{ id: fields.id, personId: person.id },
    mail: form.get("mail") === "on",
  });
  answer(looked.ok ? undefined : looked.reason);
});

/** Takes one's own request back. */
export const withdrawMyRequest = formAction(async (form: FormData): Promise<void> => {
  const { person, fields, answer } = await asked(requestForm, form);
  const done = await withdrawRequest(db(), { id: fields.id, actor: { id: person.id, name: person.name } });
  answer(done ? undefined : "not-open");
});

/** Follows the link that was mailed to the feed's own address. */
export const confirmByMail = formAction(async (form: FormData): Promise<void> => {
  const { person, fields, answer } = await asked(proofForm, form);
  const proved = await proveByMail(db(), { ...fields, personId: person.id });
  answer(proved.ok ? undefined : proved.reason);
});

/** An administrator decides. */
export const decideOnRequest = formAction(async (form: FormData): Promise<void> => {
  const { person, fields, answer } = await asked(decisionForm, form);
  const { id, decision, reason } = fields;
  const decided = await decideRequest(db(), {
    ...{ id, reason, bring: sendFeedImport, actor: { id: person.id, name: person.name } },
    grants: decision === "refuse" ? null : decision,
  });
  answer(decided.ok ? undefined : decided.reason);
});
