"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/form-state";
import { readEnvironment } from "@/lib/read-environment";
import { signInLinks as texts } from "@/lib/texts/en/site";
import { db, WhoBrings } from "@/server/db";
import { handOutSignInLink } from "@/server/people/accounts/hand-out-sign-in-link";
import { changeSite } from "@/server/work/site/change-site";
import { formAction } from "../form-action";
import { findAdministrator } from "./find-administrator";

const rulesForm = z.object({ bring: z.enum(WhoBrings) });
const linkForm = z.union([
  z.object({ handle: z.string().min(1).max(100) }),
  z.object({ name: z.string().trim().min(1).max(500) }),
]);

/** Saves who may bring shows. */
export const saveSite = formAction(async (form: FormData): Promise<void> => {
  const person = await findAdministrator();
  if (!person) redirect("/sign-in?callbackUrl=/admin");
  const parsed = rulesForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect("/admin?said=bad-form");
  const changed = await changeSite(db(), { rules: parsed.data, actor: person });
  redirect(`/admin?said=${changed.ok ? "saved" : changed.reason}`);
});

/** A link that was just made, and for whom. */
export interface MadeLink {
  readonly link: string;
  readonly name: string;
  readonly handle: string;
}

/** Makes a sign-in link for somebody who is here, or for a new account. The link is shown in this answer only. */
export const makeLink = formAction(
  async (_before: FormState<MadeLink>, form: FormData): Promise<FormState<MadeLink>> => {
    const no = (reason: keyof typeof texts.problems): FormState<MadeLink> => ({
      ...{ status: "refused", reason, sentence: texts.problems[reason] },
      typed: { name: String(form.get("name") ?? "") },
    });
    const person = await findAdministrator();
    if (!person) return no("not-allowed");
    const parsed = linkForm.safeParse(Object.fromEntries(form));
    if (!parsed.success) return no("form");
    const { mail, siteUrl } = readEnvironment();
    const made = await handOutSignInLink(db(), { actor: person, to: parsed.data, mails: mail !== undefined });
    if (!made.ok) return no(made.reason);
    const { secret, name, handle } = made;
    return { status: "sent", sent: { link: `${siteUrl}/sign-in/${secret}`, name, handle } };
  },
);
