import { firstTexts } from "@/lib/texts/en/first-texts";
import type { Database } from "@/server/db";
import { readFrontMatter } from "@/server/doors/import/read-front-matter";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import { readSource } from "@/server/text/documents/read-source";
import { withinLimits } from "@/server/work/contributions/may-contribute";
import { prepare } from "@/server/work/contributions/prepare";
import type { Refusal } from "@/server/work/contributions/refusal";
import { gitLineFor } from "@/server/work/contributions/refusals";
import { write } from "@/server/work/contributions/write";
import {
  checkFirst,
  type FirstProposal,
  type FirstRefusal,
  proposeFirst,
} from "@/server/work/first-texts/propose-first";
import { controlCharacters } from "@/transcript";
import type { NewFile, PushedFile } from "./read-push";

interface Pushing {
  readonly db: Database;
  readonly person: SignedIn;
  /** The commit that was pushed: the same one again is the same contributions. */
  readonly commit: string;
  readonly files: readonly PushedFile[];
  readonly added: readonly NewFile[];
  readonly channel: "push" | "mirror";
}

/** What a file became: a contribution, or a first transcript that is proposed. */
export interface FromFile {
  readonly path: string;
  /** Its page on this site. */
  readonly href: string;
  readonly again: boolean;
}

/** All contributions; or what is wrong, with those that were made before it was found, which is rare. */
export interface ProposedPush {
  readonly made: readonly FromFile[];
  readonly problems: readonly string[];
}

/** Makes a contribution or a proposed first transcript of each file. All of them are looked at before the first is written. */
export async function proposePush(pushing: Pushing): Promise<ProposedPush> {
  const { db, person, commit, files, added, channel } = pushing;
  const looked = await Promise.all(
    files.map(async ({ path, documentId, base, text, message }) => {
      const result = await prepare(db, {
        ...{ author: person, documentId, base, text, channel, message },
        // To push is to say so; what that means stands in the answer.
        agreed: true,
        idempotencyKey: `${commit}:${path}`,
      });
      return { path, documentId, base, text, result };
    }),
  );
  const firsts = added.map((file) => ({ path: file.path, proposal: firstOf(file, { person, commit }) }));
  const refusedFirsts = await Promise.all(
    firsts.map(async ({ path, proposal }) => {
      const checked = await checkFirst(db, proposal);
      return checked.ok ? [] : [`${path}: ${lineForFirst(checked)}`];
    }),
  );
  const problems = [
    ...(await Promise.all(
      looked.flatMap((file) => (file.result.ok ? [] : [problemOf(db, file, file.result)])),
    )),
    ...refusedFirsts.flat(),
  ];
  if (problems.length > 0) return { made: [], problems };
  const made: FromFile[] = [];
  for (const { path, result } of looked) {
    if (!result.ok) continue;
    const { prepared } = result;
    // What this very push has made counts, too.
    const full = made.some(({ again }) => !again) && prepared.kind === "proposal";
    const refused = full ? await withinLimits(db, prepared) : null;
    if (refused) return { made, problems: [`${path}: ${gitLineFor(refused)}`] };
    const written = await write(db, prepared);
    if (!written.ok) return { made, problems: [`${path}: ${gitLineFor(written)}`] };
    const { id, again } = written.contribution;
    made.push({ path, href: `/contributions/${id}`, again });
  }
  for (const { path, proposal } of firsts) {
    const proposed = await proposeFirst(db, proposal);
    if (!proposed.ok) return { made, problems: [`${path}: ${lineForFirst(proposed)}`] };
    made.push({ path, href: `/contributions/first/${proposed.id}`, again: proposed.again });
  }
  return { made, problems };
}

/** A new file as a proposal. What its front matter says tells which episode it is of. */
function firstOf(
  { path, showId, slug, text, message }: NewFile,
  { person, commit }: Pick<Pushing, "person" | "commit">,
): FirstProposal {
  const data = readFrontMatter(text)?.data ?? null;
  return {
    ...{ showId, author: person, text, path, message, channel: "push", agreed: true },
    of: { slug, title: data?.title ?? null, publishedAt: data?.publishedAt ?? null },
    ...(data?.origin && { origin: data.origin }),
    // Whoever pushes the same commit of somebody else's proposes it too.
    idempotencyKey: `${person.id}:${commit}:${path}`,
  };
}

function lineForFirst(refused: FirstRefusal): string {
  const { reason } = refused;
  if (reason === "has-transcript" || reason === "empty") return firstTexts.problems[reason];
  return gitLineFor(refused as Refusal);
}

/** Why a file is refused, with the line where that is known. */
async function problemOf(
  db: Database,
  { path, documentId, base, text }: Pick<PushedFile, "path" | "documentId" | "base" | "text">,
  refused: Refusal,
): Promise<string> {
  const before =
    refused.reason === "control-characters" ? await readSource(db, { documentId, number: base, path }) : null;
  const line = before && controlLine(before.text, text);
  return `${path}${line === null ? "" : `:${line}`}: ${gitLineFor(refused)}`;
}

/** The first line with a control character that is in no line of the text before. */
function controlLine(before: string, after: string): number | null {
  const known = new Set(before.split("\n"));
  const at = after.split("\n").findIndex((line) => controlCharacters(line).length > 0 && !known.has(line));
  return at < 0 ? null : at + 1;
}
