"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { ownPath } from "@/lib/own-path";
import { askNextAuth } from "@/server/people/accounts/ask-next-auth";
import { formAction } from "../form-action";
import { inputAction } from "../input-action";

const email = z.email().max(254);

/** Sends the browser to GitHub, which sends it back signed in. */
export const signInWithGitHub = formAction(async (form: FormData): Promise<void> => {
  redirect(await askNextAuth(["signin", "github"], { callbackUrl: ownPath(form.get("back")) ?? "/" }));
});

/** Sends a link that signs in. */
export const signInByEmail = formAction(async (form: FormData): Promise<void> => {
  const address = email.safeParse(form.get("email"));
  if (!address.success) redirect("/sign-in?error=EmailSignin");
  const callbackUrl = ownPath(form.get("back")) ?? "/";
  redirect(await askNextAuth(["signin", "email"], { email: address.data, callbackUrl }));
});

/** Signs in as one of the demonstration's people, where the site has them. */
export const signInAsDemo = formAction(async (form: FormData): Promise<void> => {
  const handle = z.string().max(100).catch("").parse(form.get("handle"));
  redirect(
    await askNextAuth(["callback", "demo"], { handle, callbackUrl: ownPath(form.get("back")) ?? "/" }),
  );
});

/** Signs out. */
export const signOut = inputAction(async (): Promise<void> => {
  redirect(await askNextAuth(["signout"], { callbackUrl: "/" }));
});
