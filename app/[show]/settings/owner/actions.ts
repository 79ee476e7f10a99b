"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { SHOW_SLUG } from "@/lib/addresses";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { askForShow } from "@/server/work/ownership/ask-for-show";
import { requestHref } from "@/server/work/ownership/finding";
import { formAction } from "../../../form-action";

const askForm = z.object({ show: z.string().max(255).regex(SHOW_SLUG), note: z.string().trim().max(1000) });

/** "This is my show": makes the request, and leads to its page. */
export const claimShow = formAction(async (form: FormData): Promise<void> => {
  const parsed = askForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect("/");
  const { show, note } = parsed.data;
  const here = `/${show}/settings/owner`;
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(here)}`);
  const { id, name } = person;
  const asked = await askForShow(db(), { person: { id, name }, show, note: note || null });
  redirect(asked.ok ? requestHref(asked.id) : `${here}?said=${asked.reason}`);
});
