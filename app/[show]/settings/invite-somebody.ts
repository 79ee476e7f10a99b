"use server";

import { z } from "zod";
import type { InviteState } from "@/components/shows/invite-form";
import { readEnvironment } from "@/lib/read-environment";
import { db, Role } from "@/server/db";
import { invite } from "@/server/people/accounts/invite";
import { findStanding } from "./find-standing";

const role = z.enum(Role);

/** Makes an invitation. What it answers is the one time the link is shown. */
export async function inviteSomebody(_before: InviteState, form: FormData): Promise<InviteState> {
  const found = await findStanding(String(form.get("show") ?? ""));
  const wanted = role.safeParse(form.get("role"));
  if (!found || !wanted.success) return { problem: "You may not invite anybody here; nothing was changed." };
  const made = await invite(db(), { showId: found.show.id, role: wanted.data, actor: found.person });
  if (!made.ok) return { problem: "It takes an owner of the show to invite; nothing was changed." };
  return { link: `${readEnvironment().siteUrl}/invitations/${made.secret}`, role: wanted.data };
}
