"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/form-state";
import { beginPage as texts } from "@/lib/texts/en/site";
import { db } from "@/server/db";
import { askNextAuth } from "@/server/people/accounts/ask-next-auth";
import { beginSite } from "@/server/people/accounts/begin-site";
import { addressOf } from "@/server/people/limits/address-of";
import { formAction } from "../../form-action";

const beginForm = z.object({ code: z.string().max(100), name: z.string().max(500) });

/** Makes the first administrator's account, signs it in, and leads to the ways to begin. */
export const becomeAdministrator = formAction(
  async (_before: FormState<never>, form: FormData): Promise<FormState<never>> => {
    const typed = { code: String(form.get("code") ?? ""), name: String(form.get("name") ?? "") };
    const no = (reason: keyof typeof texts.problems): FormState<never> => ({
      ...{ status: "refused", reason, sentence: texts.problems[reason], typed },
    });
    const parsed = beginForm.safeParse(Object.fromEntries(form));
    if (!parsed.success) return no("form");
    const begun = await beginSite(db(), { ...parsed.data, address: addressOf(await headers()) });
    if (!begun.ok) return no(begun.reason);
    redirect(await askNextAuth(["callback", "link"], { secret: begun.secret, callbackUrl: "/new" }));
  },
);
