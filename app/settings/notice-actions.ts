"use server";

import { revalidatePath } from "next/cache";
import { currentPerson } from "@/server/accounts/current-person";
import { db } from "@/server/db";
import { setChoices } from "@/server/notices/choices";
import { NOTICE_KINDS } from "@/server/notices/kinds";

/** Keeps how the person who is signed in wants to be told: a ticked box is yes, one that is not sent is no. */
export async function setMyChoices(form: FormData): Promise<void> {
  const person = await currentPerson();
  if (!person) return;
  const choices = NOTICE_KINDS.map((kind) => ({
    kind,
    site: form.get(`site-${kind}`) === "on",
    mail: form.get(`mail-${kind}`) === "on",
  }));
  await setChoices(db(), person.id, choices);
  revalidatePath("/settings");
}
