"use server";

import { revalidatePath } from "next/cache";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { NOTICE_KINDS } from "@/server/people/notices/kinds";
import { setChoices } from "@/server/people/notices/read-choices";
import { formAction } from "../form-action";

/** Stores which notices a person wants. A ticked box means yes; a box that is not sent means no. */
export const setMyChoices = formAction(async (form: FormData): Promise<void> => {
  const person = await currentPerson();
  if (!person) return;
  const choices = NOTICE_KINDS.map((kind) => ({
    kind,
    site: form.get(`site-${kind}`) === "on",
    mail: form.get(`mail-${kind}`) === "on",
  }));
  await setChoices(db(), person.id, choices);
  revalidatePath("/settings");
});
