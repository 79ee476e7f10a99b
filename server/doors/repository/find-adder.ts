import { runGit } from "./run-git";

/** Characters of a name or a message that are kept. */
const LONGEST = 200;

/** Who added a file, and what they said of it; null where git does not say. */
export interface Adder {
  readonly author: string | null;
  readonly subject: string | null;
}

/**
 * Finds who added a file last.
 *
 * @param where.name from the folder on; signs in it that git reads as a pattern (`[12]`) stand for themselves, so that nobody is
 *   credited with another file
 */
export async function findAdder({
  folder,
  commit,
  name,
}: {
  readonly folder: string;
  readonly commit: string;
  readonly name: string;
}): Promise<Adder> {
  const which = ["--diff-filter=A", "-1", "--format=%an%n%s", commit, "--", name];
  const log = await runGit(["--literal-pathspecs", "log", ...which], { folder });
  const [author = "", subject = ""] = log.out.toString("utf8").split("\n");
  return { author: short(author), subject: short(subject) };
}

const short = (text: string) => [...text.trim().slice(0, 2 * LONGEST)].slice(0, LONGEST).join("") || null;
