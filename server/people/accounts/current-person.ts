import { getServerSession } from "next-auth";
import { z } from "zod";
import { authOptions, type SignedIn } from "./auth-options";

const person = z.object({ id: z.uuid(), handle: z.string(), name: z.string() });

/** Who makes the current request; none where nobody is signed in. */
export async function currentPerson(): Promise<SignedIn | null> {
  const session = await getServerSession(authOptions());
  const parsed = person.safeParse(session?.user);
  return parsed.success ? parsed.data : null;
}
