import { getServerSession } from "next-auth";
import { z } from "zod";
import { authOptions } from "./auth-options";
import type { SignedIn } from "./signed-in";

const person = z.object({ id: z.uuid(), handle: z.string(), name: z.string() });

/** The signed-in person of the current request, or null. */
export async function currentPerson(): Promise<SignedIn | null> {
  const session = await getServerSession(authOptions());
  const parsed = person.safeParse(session?.user);
  return parsed.success ? parsed.data : null;
}
