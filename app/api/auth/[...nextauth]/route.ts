import NextAuth from "next-auth";
import { authOptions, environmentFor } from "@/server/people/accounts/auth-options";

type Context = { params: Promise<{ nextauth: string[] }> };

// Made anew for each request, so that building the site needs neither a database nor a secret.
const handle = (request: Request, context: Context) =>
  NextAuth(authOptions(environmentFor(request.headers)))(request, context);

export { handle as GET, handle as POST };
