import { cookies, headers } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { readEnvironment } from "@/lib/read-environment";
import { authOptions, environmentFor } from "./auth-options";

/** What next-auth is asked to do, by the names of its own addresses. */
export type AuthStep = ["signin" | "callback", "github" | "email" | "demo"] | ["signout"];

/**
 * Does what a form of next-auth's own would do, from within a server action: signing in and out thus need no script
 * in the browser, and work from the moment a page is seen. Cookies are set on the action's answer. Whoever calls has
 * been checked to come from this site: Next.js refuses actions from others.
 *
 * @returns where to go now: a path of this site, or the address of GitHub
 */
export async function askNextAuth(step: AuthStep, fields: Record<string, string>): Promise<string> {
  const { csrfToken } = (await (await ask(["csrf"])).json()) as { csrfToken: string };
  const answer = await ask(step, new URLSearchParams({ ...fields, csrfToken }));
  const { siteUrl } = readEnvironment();
  const target = new URL(answer.headers.get("location") ?? "/sign-in?error=Configuration", siteUrl);
  return target.origin === new URL(siteUrl).origin
    ? `${target.pathname}${target.search}${target.hash}`
    : target.href;
}

async function ask(nextauth: string[], form?: URLSearchParams): Promise<Response> {
  const url = new URL(`/api/auth/${nextauth.join("/")}`, readEnvironment().siteUrl);
  const request = new NextRequest(url, form ? { method: "POST", body: form } : {});
  const options = authOptions(environmentFor(await headers()));
  const answer: Response = await NextAuth(options)(request, { params: Promise.resolve({ nextauth }) });
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) {
    // Next.js loses the age of 0 by which a cookie is taken back: without a value it is meant to be gone.
    jar.set(cookie.value ? cookie : { ...cookie, value: "", maxAge: 0 });
  }
  return answer;
}
