"use server";

import { headers } from "next/headers";
import type { FormState } from "@/components/ui/form-state";
import { readEnvironment } from "@/lib/read-environment";
import { transcriptRequest as texts } from "@/lib/texts/en/ownership";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { addressOf } from "@/server/people/limits/address-of";
import { hashAddress } from "@/server/people/limits/hash-address";
import { askForTranscript } from "@/server/work/shows/ask-for-transcript";
import { formAction } from "../../form-action";
import { refused } from "../../refused";

/** Counts somebody who asks for the transcript of an episode that has none. It needs no account. */
export const sendTranscriptRequest = formAction(
  async (_before: FormState<number>, form: FormData): Promise<FormState<number>> => {
    const person = await currentPerson();
    const asked = await askForTranscript(db(), {
      show: String(form.get("show") ?? "").slice(0, 300),
      slug: String(form.get("slug") ?? "").slice(0, 300),
      personId: person?.id ?? null,
      addressHash: hashAddress(addressOf(await headers()), readEnvironment().secret ?? ""),
    });
    return asked.ok ? { status: "sent", sent: asked.count } : refused(texts.problems[asked.reason]);
  },
);
