import { parseArgs } from "node:util";
import { z } from "zod";
import { LONGEST_TOKEN_NAME, makeToken } from "../server/people/accounts/make-token";
import { tokenScope } from "../server/people/accounts/new-token-text";
import { Refusal, withDatabase } from "./database/with-database";

const USAGE = `Makes a personal token and prints it. It is not stored, so this is the only time it is shown.

  npm run token -- <handle>                      to read, contribute and review as that person
  npm run token -- <handle> --scope contribute   for one purpose; --scope may be given several times:
                                                 ${tokenScope.options.join(", ")}
  npm run token -- <handle> --name "The laptop"  a name that tells its owner what it is for
  npm run token -- <handle> --days 90            valid for 90 days; otherwise until it is revoked

Contributions sent with it are under the licence of the show they are sent to.`;

const options = {
  name: { type: "string" },
  scope: { type: "string", multiple: true },
  days: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const wanted = z.object({
  handle: z.string("Whose token? Give the person's handle.").min(1),
  name: z.string().trim().min(1).max(LONGEST_TOKEN_NAME),
  scopes: z.array(tokenScope),
  days: z.coerce.number().int().min(1).max(3650).optional(),
});

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const [handle, ...others] = positionals;
    if (others.length > 0) throw new Error("One person at a time, please.");
    const { name = "npm run token", scope = tokenScope.options, days } = values;
    const parsed = wanted.safeParse({ handle, name, scopes: scope, days });
    if (parsed.success) return parsed.data;
    throw new Error(
      parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n"),
    );
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function main(): Promise<void> {
  const { handle, name, scopes, days } = readArguments();
  await withDatabase(async (db) => {
    const user = await db.user.findUnique({ where: { handle }, select: { id: true } });
    if (!user) throw new Refusal(`There is nobody with the handle "${handle}".`);
    const expiresAt = days === undefined ? null : new Date(Date.now() + days * 86_400_000);
    const made = await makeToken(db, { userId: user.id, name, scopes, expiresAt });
    if (!made.ok) throw new Refusal(`${handle} has too many tokens: revoke one first.`);
    // Only the token goes to standard output, so that it can be piped to another command.
    console.error(`A token of ${handle} to ${scopes.join(", ")}${days ? `, for ${days} days` : ""}:`);
    console.log(made.token);
  });
}

try {
  await main();
  // The schema engine leaves a timer of ten seconds behind.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exit(1);
}
