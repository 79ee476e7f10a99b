"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import type { FormState } from "@/components/ui/form-state";
import { readEnvironment } from "@/lib/read-environment";
import { mirrors } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { listMirrors } from "@/server/doors/mirrors/list-mirrors";
import { setMirror } from "@/server/doors/mirrors/set-mirror";
import { currentPerson } from "@/server/people/accounts/current-person";
import { formAction } from "../form-action";
import { refused } from "../refused";

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
export const setMyMirror = formAction(
  async (_before: FormState<string>, form: FormData): Promise<FormState<string>> => {
    const person = await currentPerson();
    if (!person) return refused(mirrors.signedOut);
    const fields = ["show", "url", "branch", "token", "trusted", "what"];
    const parsed = wanted.safeParse(Object.fromEntries(fields.map((name) => [name, form.get(name)])));
    if (!parsed.success) return refused(mirrors.missing);
    const { show: slug, what, trusted, ...rest } = parsed.data;
    const show = (await listMirrors(db(), person.id)).find((owned) => owned.slug === slug);
    if (!show) return refused(mirrors.notAllowed);
    if (what === "remove") {
      await db().mirror.deleteMany({ where: { showId: show.showId } });
      revalidatePath("/settings");
      return { status: "sent", sent: mirrors.removed };
    }
    const { secret, fetchInternal: allowInternal } = readEnvironment();
    if (!secret) return refused(mirrors.noSecret);
    const set = await setMirror(db(), {
      ...{ showId: show.showId, ...rest, trusted: trusted === "on", secret, allowInternal },
    });
    if (!set.ok) return refused(set.message);
    revalidatePath("/settings");
    return { status: "sent", sent: mirrors.done };
  },
);
