"use server";

import { z } from "zod";
import type { InviteState } from "@/components/shows/invite-form";
import { readEnvironment } from "@/lib/read-environment";
import { invitation } from "@/lib/texts/en/shows";
import { db, Role } from "@/server/db";
import { invite } from "@/server/people/accounts/invite";
import { findStanding } from "./find-standing";

const role = z.enum(Role);

/** Makes an invitation. Its answer is the only time that the link is shown. */
export async function inviteSomebody(_before: InviteState, form: FormData): Promise<InviteState> {
  const found = await findStanding(String(form.get("show") ?? ""));
  const wanted = role.safeParse(form.get("role"));
  if (!found || !wanted.success) return { problem: invitation.notAllowed };
  const made = await invite(db(), { showId: found.show.id, role: wanted.data, actor: found.person });
  if (!made.ok) return { problem: invitation.needsOwner };
  return { link: `${readEnvironment().siteUrl}/invitations/${made.secret}`, role: wanted.data };
}
