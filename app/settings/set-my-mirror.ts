"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { MirrorFormState } from "@/components/shows/mirror-form";
import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { listMirrors } from "@/server/doors/mirrors/list-mirrors";
import { setMirror } from "@/server/doors/mirrors/set-mirror";
import { currentPerson } from "@/server/people/accounts/current-person";

const wanted = z.object({
  show: z.string(),
  url: z.string().trim(),
  branch: z.string().trim(),
  token: z
    .string()
    .trim()
    .transform((token) => token || null),
  trusted: z.literal("on").nullable(),
  what: z.enum(["set", "remove"]),
});

/** Sets or removes the mirror of a show that the person who is signed in owns. */
export async function setMyMirror(_before: MirrorFormState, form: FormData): Promise<MirrorFormState> {
  const person = await currentPerson();
  if (!person) return { problem: "You are no longer signed in. Sign in again; nothing was changed." };
  const fields = ["show", "url", "branch", "token", "trusted", "what"];
  const parsed = wanted.safeParse(Object.fromEntries(fields.map((name) => [name, form.get(name)])));
  if (!parsed.success) return { problem: "Something is missing." };
  const { show: slug, what, trusted, ...rest } = parsed.data;
  const show = (await listMirrors(db(), person.id)).find((owned) => owned.slug === slug);
  if (!show) return { problem: "Only an owner of the show may do this." };
  if (what === "remove") {
    await db().mirror.deleteMany({ where: { showId: show.showId } });
    revalidatePath("/settings");
    return { done: "The mirror is removed. What is there stays there." };
  }
  const { secret, fetchInternal: allowInternal } = readEnvironment();
  if (!secret)
    return { problem: "This site has no secret to keep the token with: NEXTAUTH_SECRET is not set." };
  const set = await setMirror(db(), {
    ...{ showId: show.showId, ...rest, trusted: trusted === "on", secret, allowInternal },
  });
  if (!set.ok) return { problem: set.message };
  revalidatePath("/settings");
  return { done: "The mirror is set. It is brought up to date now." };
}
