import { cookies, headers } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { ownPath } from "@/lib/own-path";
import { readEnvironment } from "@/lib/read-environment";
import { addressOf } from "@/server/people/limits/address-of";
import { authOptions, environmentFor } from "./auth-options";

/** A request to next-auth, by the names of its own addresses. */
export type AuthStep = ["signin" | "callback", "github" | "email" | "demo" | "link"] | ["signout"];

/**
 * Does from within a server action what next-auth's own forms do, so that signing in and out need no script
 * in the browser and work as soon as the page is visible. Sets cookies on the action's response. The caller
 * is on this site: Next.js refuses actions from others.
 *
 * @returns where to go next: a path of this site, or GitHub's address
 */
export async function askNextAuth(step: AuthStep, fields: Record<string, string>): Promise<string> {
  const { csrfToken } = (await (await ask(["csrf"])).json()) as { csrfToken: string };
  const answer = await ask(step, new URLSearchParams({ ...fields, csrfToken }));
  const { siteUrl } = readEnvironment();
  const target = new URL(answer.headers.get("location") ?? "/sign-in?error=Configuration", siteUrl);
  if (target.origin !== new URL(siteUrl).origin) return target.href;
  return ownPath(`${target.pathname}${target.search}${target.hash}`) ?? "/";
}

async function ask(nextauth: string[], form?: URLSearchParams): Promise<Response> {
  const url = new URL(`/api/auth/${nextauth.join("/")}`, readEnvironment().siteUrl);
  const request = new NextRequest(url, form ? { method: "POST", body: form } : {});
  const asked = await headers();
  const options = authOptions(environmentFor(asked), addressOf(asked));
  const answer: Response = await NextAuth(options)(request, { params: Promise.resolve({ nextauth }) });
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) {
    // Next.js loses `maxAge: 0`, which deletes a cookie. A cookie without a value is meant to be deleted.
    jar.set(cookie.value ? cookie : { ...cookie, value: "", maxAge: 0 });
  }
  return answer;
}
