import { parseArgs } from "node:util";
import { z } from "zod";
import type { Database } from "../server/db";
import { isDemoPerson } from "../server/people/accounts/demo-people";
import { grantRole } from "../server/people/accounts/grant-role";
import { record } from "../server/people/audit/record";
import { Refusal, withDatabase } from "./database/with-database";

const USAGE = `Gives somebody a role at a show, or makes them an administrator of the whole platform.

  npm run grant -- <handle> <role> --show <slug>   owner, maintainer, trusted, contributor, or none
  npm run grant -- <handle> --admin                may do what an owner may, at every show
  npm run grant -- <handle> --no-admin             is no administrator any more`;

const options = {
  show: { type: "string" },
  admin: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

const ACTOR = { id: null, name: "npm run grant" };

const role = z.enum(["owner", "maintainer", "trusted", "contributor", "none"], {
  error: "Which role? owner, maintainer, trusted, contributor, or none.",
});

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true, allowNegative: true });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const [handle, wanted, ...others] = positionals;
    if (!handle) throw new Error("Who? Give the person's handle.");
    if (others.length > 0) throw new Error("One person and one role at a time, please.");
    if (values.admin !== undefined) return { handle, admin: values.admin, show: null, role: null };
    if (!values.show) throw new Error("At which show? Give its slug: --show practicalai");
    const parsed = role.safeParse(wanted);
    if (!parsed.success) throw new Error(parsed.error.issues[0]?.message);
    return { handle, admin: null, show: values.show, role: parsed.data === "none" ? null : parsed.data };
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`);
  }
}

async function makeAdmin(
  db: Database,
  { userId, handle, admin }: { userId: string; handle: string; admin: boolean },
) {
  await db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { admin } });
    const action = admin ? "grant administrator" : "revoke administrator";
    await record(tx, { actor: ACTOR, action, showId: null, subject: { person: handle } });
  });
  console.log(`${handle} is ${admin ? "an administrator" : "no longer an administrator"}.`);
}

async function main(): Promise<void> {
  const wanted = readArguments();
  const { handle } = wanted;
  await withDatabase(async (db) => {
    const user = await db.user.findUnique({ where: { handle }, select: { id: true } });
    if (!user)
      throw new Refusal(`There is nobody with the handle "${handle}". They have to sign in once first.`);
    if (wanted.admin && isDemoPerson(handle))
      throw new Refusal(
        `${handle} is one of the demonstration's people, who sign in without a password: they never run a site.`,
      );
    if (wanted.admin !== null) return makeAdmin(db, { userId: user.id, handle, admin: wanted.admin });
    const show = await db.show.findUnique({ where: { slug: wanted.show ?? "" }, select: { id: true } });
    if (!show) throw new Refusal(`There is no show "${wanted.show}".`);
    const result = await grantRole(db, { showId: show.id, userId: user.id, role: wanted.role, actor: ACTOR });
    if (!result.ok)
      throw new Refusal(`${handle} is the only owner of ${wanted.show}: make somebody else one first.`);
    console.log(`${handle} ${wanted.role ? `is ${wanted.role}` : "has no role"} at ${wanted.show}.`);
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
