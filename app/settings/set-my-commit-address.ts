"use server";

import { revalidatePath } from "next/cache";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { setCommitAddress } from "@/server/people/accounts/read-commit-address";
import { formAction } from "../form-action";

/** Stores whether a person's e-mail address stands on their commits. A ticked box means yes. */
export const setMyCommitAddress = formAction(async (form: FormData): Promise<void> => {
  const person = await currentPerson();
  if (!person) return;
  await setCommitAddress(db(), person.id, form.get("shown") === "on");
  revalidatePath("/settings");
});
