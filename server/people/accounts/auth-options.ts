import { PrismaAdapter } from "@next-auth/prisma-adapter";
import type { AuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import CredentialsProvider from "next-auth/providers/credentials";
import EmailProvider from "next-auth/providers/email";
import GitHubProvider from "next-auth/providers/github";
import { z } from "zod";
import { ownPath } from "@/lib/own-path";
import { type Environment, isLoopbackRequest, readEnvironment } from "@/lib/read-environment";
import { type Database, db } from "@/server/db";
import { takeSignInMail } from "@/server/people/limits/take-sign-in-mail";
import { onOneLine } from "@/transcript";
import { DEMO_PEOPLE } from "./demo-people";
import { isReservedName } from "./is-reserved-name";
import { makeHandle } from "./make-handle";

/** A way to sign in. */
export type SignInWay = "github" | "email" | "demo";

/**
 * The sign-in methods that are configured. The demonstration's people sign in without a password, so they are
 * offered only if `environment.demo` says that nobody else can reach the site, and if no real method is
 * configured.
 */
export function signInWays({ github, mail, demo }: Environment): SignInWay[] {
  const real: SignInWay[] = [...(github ? ["github" as const] : []), ...(mail ? ["email" as const] : [])];
  return real.length === 0 && demo ? ["demo"] : real;
}

/**
 * The environment for one request: only requests from this machine may sign in as the demonstration's people.
 */
export function environmentFor(
  headers: Pick<Headers, "get">,
  environment: Environment = readEnvironment(),
): Environment {
  return { ...environment, demo: environment.demo && isLoopbackRequest(headers) };
}

/** The signed-in person, as the session holds them. */
export interface SignedIn {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
}

/**
 * next-auth's settings for one request.
 *
 * @param address the network address it came from, for the limits on mails
 */
export function authOptions(
  environment: Environment = readEnvironment(),
  address: string = "unknown",
): AuthOptions {
  const { github, mail, secret } = environment;
  const ways = signInWays(environment);
  return {
    adapter: adapter(db()),
    providers: [
      ...(github ? [GitHubProvider({ clientId: github.id, clientSecret: github.secret })] : []),
      ...(mail ? [EmailProvider({ server: mail.smtp, from: mail.from })] : []),
      ...(ways.includes("demo") ? [demoProvider()] : []),
    ],
    // Sign-in with credentials creates no session in the database, only a signed cookie.
    session: { strategy: "jwt" },
    ...(secret === undefined ? {} : { secret }),
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in?sent=1" },
    callbacks: {
      // Asked before a mail is sent, and once more when its link is followed. An address is where to go instead.
      signIn: async ({ user, email }) => {
        if (!email?.verificationRequest) return true;
        const asked = { email: user.email ?? "", address, secret: secret ?? "" };
        return (await takeSignInMail(db(), asked)) || "/sign-in?error=TooManyMails";
      },
      redirect: async ({ url, baseUrl }) => ownAddress(url, baseUrl),
      jwt: async ({ token, user }) => {
        const handle = user && "handle" in user ? user.handle : undefined;
        return typeof handle === "string" ? { ...token, handle } : token;
      },
      session: async ({ session, token }) => {
        const { sub: id = "", handle = "", name } = token;
        return { ...session, user: { id, handle, name: name ?? handle } };
      },
    },
  };
}

/** Where to go after signing in or out: an address of this site, else its first page. */
function ownAddress(url: string, baseUrl: string): string {
  const { origin } = new URL(baseUrl);
  const path = url === origin || url.startsWith(`${origin}/`) ? url.slice(origin.length) || "/" : url;
  return `${origin}${ownPath(path) ?? "/"}`;
}

/** next-auth's own adapter, with a handle for each new account. */
function adapter(database: Database): Adapter {
  const own = PrismaAdapter(database as unknown as Parameters<typeof PrismaAdapter>[0]);
  return {
    ...own,
    createUser: async ({
      name,
      email,
      emailVerified,
      image,
    }: Parameters<NonNullable<Adapter["createUser"]>>[0]) => {
      const given = nameFor(name);
      const handle = await makeHandle(database, [given, email?.split("@")[0]]);
      const user = await database.user.create({
        data: { handle, name: given ?? handle, email, emailVerified, image: image ?? null },
      });
      return { ...user, email };
    },
  };
}

const LONGEST_NAME = 100;

/** The name that an account gets: on one line, and none of the platform's own; null if none is left. */
export function nameFor(name: string | null | undefined): string | null {
  const plain = [...onOneLine(name ?? "")].slice(0, LONGEST_NAME).join("").trim();
  return plain === "" || isReservedName(plain) ? null : plain;
}

const demoHandle = z.object({ handle: z.enum(DEMO_PEOPLE.map(({ handle }) => handle)) });

function demoProvider() {
  return CredentialsProvider({
    id: "demo",
    name: "Demonstration",
    credentials: { handle: {} },
    authorize: async (credentials) => {
      const asked = demoHandle.safeParse(credentials);
      if (!asked.success) return null;
      const user = await db().user.findUnique({ where: { handle: asked.data.handle } });
      return user && { id: user.id, handle: user.handle, name: user.name };
    },
  });
}
