import { parseArgs } from "node:util";
import { readEnvironment } from "../lib/read-environment";
import { handOutSignInLink } from "../server/people/accounts/hand-out-sign-in-link";
import { SIGN_IN_LINK_HOURS } from "../server/people/accounts/make-sign-in-link";
import { Refusal, withDatabase } from "./database/with-database";

const USAGE = `Makes a link that signs somebody in, once, within ${SIGN_IN_LINK_HOURS} hours.

  npm run sign-in-link -- <handle>   somebody who has an account here`;

const options = { help: { type: "boolean", short: "h" } } as const;

function readArguments(): string {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const [handle, ...others] = positionals;
    if (!handle) throw new Error("Who? Give the person's handle.");
    if (others.length > 0) throw new Error("One person at a time, please.");
    return handle;
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function main(): Promise<void> {
  const handle = readArguments();
  await withDatabase(async (db) => {
    const actor = { id: null, name: "npm run sign-in-link" };
    // Whoever runs commands on the server could write to its database as well.
    const made = await handOutSignInLink(db, { actor, to: { handle }, mails: false });
    if (!made.ok)
      throw new Refusal(
        made.reason === "demo"
          ? `${handle} is one of the demonstration's people, who sign in without a link.`
          : `There is nobody with the handle "${handle}".`,
      );
    // Only the link goes to standard output, so that it can be piped to another command.
    console.error(`A link that signs ${made.name} in, once, within ${SIGN_IN_LINK_HOURS} hours:`);
    console.log(`${readEnvironment().siteUrl}/sign-in/${made.secret}`);
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
