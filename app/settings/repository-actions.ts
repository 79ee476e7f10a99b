"use server";

import { revalidatePath } from "next/cache";
import { currentPerson } from "@/server/accounts/current-person";
import { setCommitAddress } from "@/server/accounts/show-email";
import { db } from "@/server/db";

/** Keeps whether the address of the person who is signed in stands on their commits: a ticked box is yes. */
export async function setMyCommitAddress(form: FormData): Promise<void> {
  const person = await currentPerson();
  if (!person) return;
  await setCommitAddress(db(), person.id, form.get("shown") === "on");
  revalidatePath("/settings");
}
