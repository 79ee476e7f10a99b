import NextAuth from "next-auth";
import { authOptions, environmentFor } from "@/server/people/accounts/auth-options";
import { addressOf } from "@/server/people/limits/address-of";

type Context = { params: Promise<{ nextauth: string[] }> };

// Make the handler at each request, so that the build needs neither a database nor a secret.
const handle = (request: Request, context: Context) =>
  NextAuth(authOptions(environmentFor(request.headers), addressOf(request.headers)))(request, context);

export { handle as GET, handle as POST };
