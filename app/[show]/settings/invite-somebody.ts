"use server";

import { z } from "zod";
import type { FormState } from "@/components/ui/form-state";
import { readEnvironment } from "@/lib/read-environment";
import { invitation } from "@/lib/texts/en/shows";
import { db, Role } from "@/server/db";
import { invite } from "@/server/people/accounts/invite";
import { formAction } from "../../form-action";
import { refused } from "../../refused";
import { findStanding } from "./find-standing";

const role = z.enum(Role);

/** Makes an invitation. The link is shown in this answer only. */
export const inviteSomebody = formAction(
  async (_before: FormState<string>, form: FormData): Promise<FormState<string>> => {
    const found = await findStanding(String(form.get("show") ?? ""));
    const wanted = role.safeParse(form.get("role"));
    if (!found || !wanted.success) return refused(invitation.notAllowed);
    const made = await invite(db(), { showId: found.show.id, role: wanted.data, actor: found.person });
    if (!made.ok) return refused(made.reason === "too-many" ? invitation.tooMany : invitation.needsOwner);
    return { status: "sent", sent: `${readEnvironment().siteUrl}/invitations/${made.secret}` };
  },
);
