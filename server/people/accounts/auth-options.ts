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
import { DEMO_PEOPLE } from "./demo-people";
import { makeHandle } from "./make-handle";
import { nameFor } from "./name-for";
import { takeSignInLink } from "./take-sign-in-link";

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
      linkProvider(),
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

const demoHandle = z.object({ handle: z.enum(DEMO_PEOPLE.map(({ handle }) => handle)) });

function demoProvider() {
  return CredentialsProvider({
    id: "demo",
    name: "Demonstration",
    credentials: { handle: {} },
    authorize: async (credentials) => {
      const asked = demoHandle.safeParse(credentials);
      if (!asked.success) return null;
      // Nobody runs a site without a password, whatever an older version granted.
      const user = await db().user.findUnique({ where: { handle: asked.data.handle, admin: false } });
      return user && { id: user.id, handle: user.handle, name: user.name };
    },
  });
}

const linkSecret = z.object({ secret: z.string().max(200) });

/** Signs in by a link that an administrator or the server's command made: on every site, whatever else it offers. */
function linkProvider() {
  return CredentialsProvider({
    id: "link",
    name: "Sign-in link",
    credentials: { secret: {} },
    authorize: async (credentials) => {
      const asked = linkSecret.safeParse(credentials);
      return asked.success ? takeSignInLink(db(), asked.data.secret) : null;
    },
  });
}
