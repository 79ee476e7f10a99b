import NextAuth from "next-auth";
import { problem } from "@/lib/http/problem";
import { problems } from "@/lib/texts/en/problems";
import { authOptions, environmentFor } from "@/server/people/accounts/auth-options";
import { addressOf } from "@/server/people/limits/address-of";

type Context = { params: Promise<{ nextauth: string[] }> };

// Make the handler at each request, so that the build needs neither a database nor a secret.
async function handle(request: Request, context: Context): Promise<Response> {
  // next-auth throws at what is no JSON, and at JSON that is no object.
  if (isJson(request) && !(await readsAsObject(request))) return problem(400, problems.noJson);
  return NextAuth(authOptions(environmentFor(request.headers), addressOf(request.headers)))(request, context);
}

const isJson = ({ headers }: Request) => headers.get("content-type")?.includes("application/json") === true;

async function readsAsObject(request: Request): Promise<boolean> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null);
  return typeof body === "object" && body !== null;
}

export { handle as GET, handle as POST };
