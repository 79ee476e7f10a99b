import type { Database } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/auth-options";
import { standingAt } from "@/server/people/accounts/standing-at";
import { parseDocument } from "@/server/text/documents/parse-document";
import { readSource } from "@/server/text/documents/read-source";
import { checkProposal, textProblem } from "@/server/work/contributions/check-proposal";
import { findDocument } from "@/server/work/contributions/find-document";
import { mayContribute } from "@/server/work/contributions/may-contribute";
import { type ProposeResult, propose } from "@/server/work/contributions/propose";
import { controlCharacters } from "@/transcript";
import type { PushedFile } from "./read-push";

interface Pushing {
  readonly db: Database;
  readonly person: SignedIn;
  /** The commit that was pushed: the same one again is the same contributions. */
  readonly commit: string;
  readonly files: readonly PushedFile[];
  readonly channel: "push" | "mirror";
}

/** The contribution that a file became. */
export interface FromFile {
  readonly path: string;
  readonly id: number;
  readonly again: boolean;
}

/** All contributions; or what is wrong, with those that were made before it was found, which is rare. */
export interface ProposedPush {
  readonly made: readonly FromFile[];
  readonly problems: readonly string[];
}

/** Makes a contribution of each file. All of them are looked at before the first is made. */
export async function proposePush(pushing: Pushing): Promise<ProposedPush> {
  const { db, person, commit, files, channel } = pushing;
  const problems = (await Promise.all(files.map((file) => problemOf(pushing, file)))).filter(
    (each) => each !== null,
  );
  if (problems.length > 0) return { made: [], problems };
  const made: FromFile[] = [];
  for (const file of files) {
    const { path, documentId, base, text, message } = file;
    const proposed = await propose(db, {
      ...{ author: person, documentId, base, text, channel, message },
      // To push is to say so; what that means stands in the answer.
      agreed: true,
      idempotencyKey: `${commit}:${path}`,
    });
    if (!proposed.ok) return { made, problems: [`${path}: ${wordsFor(proposed)}`] };
    made.push({ path, id: proposed.contribution.id, again: proposed.contribution.again });
  }
  return { made, problems };
}

/** What `propose` would say, without proposing. */
async function problemOf({ db, person }: Pushing, file: PushedFile): Promise<string | null> {
  const { path, documentId, base, text } = file;
  const say = (result: Refused) => `${path}: ${wordsFor(result)}`;
  const malformed = textProblem(text);
  if (malformed) return say({ ok: false, reason: malformed });
  const document = await findDocument(db, documentId);
  if (!document) return say({ ok: false, reason: "no-document" });
  const standing = await standingAt(db, { personId: person.id, showId: document.showId });
  const refusal = await mayContribute(db, { author: person, document, standing, agreed: true });
  if (refusal) return say({ ok: false, ...refusal });
  const before = await readSource(db, { documentId, number: base, path });
  if (!before) return say({ ok: false, reason: "no-base" });
  const checked = checkProposal({ before: before.transcript, after: parseDocument({ path, text }) });
  if (checked.ok) return null;
  if (checked.reason !== "control-characters") return say(checked);
  const line = controlLine(before.text, text);
  return `${path}${line === null ? "" : `:${line}`}: ${wordsFor(checked)}`;
}

type Refused = Extract<ProposeResult, { ok: false }>;

function wordsFor(refused: Refused): string {
  switch (refused.reason) {
    case "sign-in":
      return "sign in to contribute to this show.";
    case "not-invited":
      return "this show takes contributions from those it has invited.";
    case "blocked":
      return `you cannot contribute to this show: ${refused.because}`;
    case "licence":
      return `contributions are given under ${refused.licence}.`;
    case "too-many-open":
      return `${refused.most} of your contributions are waiting already. Push again when some are decided.`;
    case "too-fast":
      return `${refused.most} contributions an hour are the most. Push again later; what was taken is not taken twice.`;
    case "no-document":
    case "no-base":
      return "it is not here any more. Fetch, and start from what is there now.";
    case "nothing-changed":
      return "it changes no word.";
    case "too-long":
      return "it is longer than any transcript.";
    case "not-text":
      return "it holds what is no text.";
    case "control-characters":
      return "it brings in control characters, which no reader can see.";
    case "beyond":
      return "it changes more than it was meant to.";
  }
}

/** The first line with a control character that is in no line of the text before. */
function controlLine(before: string, after: string): number | null {
  const known = new Set(before.split("\n"));
  const at = after.split("\n").findIndex((line) => controlCharacters(line).length > 0 && !known.has(line));
  return at < 0 ? null : at + 1;
}
