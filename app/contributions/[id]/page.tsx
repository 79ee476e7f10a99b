import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AmendForm, CommentForm } from "@/components/contribution/contribution-forms";
import { StatusLabel } from "@/components/contribution/status-label";
import { Talk } from "@/components/contribution/talk";
import { WordDiff } from "@/components/contribution/word-diff";
import page from "@/components/ui/page.module.css";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { rowId } from "@/lib/row-id";
import { countOf, formatClock, momentQuery } from "@/lib/time";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isUndecided } from "@/server/work/contributions/is-undecided";
import { listTalk } from "@/server/work/contributions/list-talk";
import { type ContributionView, readContribution } from "@/server/work/contributions/read-contribution";
import { readSplices } from "@/server/work/contributions/read-splices";
import { placesOf } from "@/server/work/contributions/rebuild-text";
import { sendAmendment, sendComment, withdrawMine } from "./actions";
import styles from "./contribution.module.css";

// Another page for its author than for others.
export const dynamic = "force-dynamic";

const find = cache(async (id: string, version?: string) => {
  const [wanted, at] = [rowId.safeParse(id), rowId.optional().catch(undefined).parse(version)];
  return wanted.success ? readContribution(db(), { id: wanted.data, version: at }) : null;
});

export async function generateMetadata({ params }: PageProps<"/contributions/[id]">): Promise<Metadata> {
  const contribution = await find((await params).id);
  if (!contribution) notFound();
  return { title: contribution.version.summary, robots: { index: false } };
}

/** Seconds to hear before a change, and after. */
const AROUND = 3;

export default async function ContributionPage({ params, searchParams }: PageProps<"/contributions/[id]">) {
  const { version } = await searchParams;
  const contribution = await find((await params).id, typeof version === "string" ? version : undefined);
  if (!contribution) notFound();
  const person = await currentPerson();
  const { id, place, author, status, hunks } = contribution;
  const talk = await listTalk(db(), id);
  const mine = person !== null && person.id === author.id;
  const newest = contribution.versions.at(-1);
  const splices = mine && newest ? await readSplices(db(), { id, version: newest.number }) : null;
  const episode = `/${place.show}/${place.slug}`;
  const { audio, seconds } = place;
  return (
    <article className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={episode}>{place.episodeTitle}</Link>
        {place.kind === "notes" ? ", show notes" : null}
      </p>
      <h1 className={page.title}>{contribution.version.summary}</h1>
      <p className={page.facts}>
        <StatusLabel status={status} reverted={contribution.revertedAt !== null} />
        {" · by "}
        {author.handle ? <Link href={`/people/${author.handle}`}>{author.name}</Link> : author.name}
        {" · "}
        {facts([
          formatDay(contribution.createdAt),
          contribution.version.added > 0 && `${countOf(contribution.version.added, "word")} in`,
          contribution.version.removed > 0 && `${countOf(contribution.version.removed, "word")} out`,
        ])}
      </p>
      <Outcome contribution={contribution} />
      <section className={page.section} aria-labelledby="change">
        <h2 className={page.subtitle} id="change">
          What it changes
        </h2>
        {hunks.map((hunk, index) => (
          // The places of a version stand in their order for good.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index} className={styles.hunk}>
            <p className={page.facts}>
              {facts([hunks.length > 1 && `Place ${index + 1}`, hunk.speaker])}{" "}
              {hunk.seconds === null ? null : (
                <a href={`${episode}${momentQuery(Math.max(0, hunk.seconds - AROUND))}`}>
                  Hear it at {formatClock(hunk.seconds)}
                </a>
              )}
            </p>
            <WordDiff edits={hunk.edits} before={hunk.before} after={hunk.after} />
          </div>
        ))}
        {audio && seconds !== null ? (
          // biome-ignore lint/a11y/useMediaCaption: the words it is about stand above it
          <audio
            className={styles.audio}
            controls
            preload="none"
            aria-label={`The audio around ${formatClock(seconds)}`}
            src={`${audio.url}#t=${Math.max(0, seconds - AROUND)},${seconds + 3 * AROUND}`}
          />
        ) : null}
      </section>
      {contribution.versions.length > 1 ? <Versions contribution={contribution} /> : null}
      <section className={page.section} aria-labelledby="talk">
        <h2 className={page.subtitle} id="talk">
          What was said and decided
        </h2>
        <Talk lines={talk} versions={contribution.versions.length} />
        {person ? (
          <CommentForm send={sendComment} id={id} hunks={hunks.length} />
        ) : (
          <p className={page.facts}>
            <a href={`/sign-in?callbackUrl=/contributions/${id}`}>Sign in</a> to answer.
          </p>
        )}
      </section>
      {mine && splices && newest ? (
        <section className={page.section} aria-labelledby={isUndecided(status) ? "amend" : "again"}>
          <h2 className={page.subtitle} id={isUndecided(status) ? "amend" : "again"}>
            {isUndecided(status) ? "Amend it" : "Try again"}
          </h2>
          {status === "accepted" && contribution.revertedAt === null ? (
            <p className={page.facts}>
              It is accepted. To change it once more, correct the text where it stands.
            </p>
          ) : (
            <AmendForm
              send={sendAmendment}
              id={id}
              version={newest.number}
              base={newest.base}
              places={placesOf(splices.splices)}
              message={newest.summary}
              again={!isUndecided(status)}
              idempotencyKey={randomUUID()}
            />
          )}
          {isUndecided(status) ? (
            <form action={withdrawMine} className={styles.withdraw}>
              <input type="hidden" name="id" value={id} />
              <button type="submit" className={page.button}>
                Withdraw it
              </button>
            </form>
          ) : null}
        </section>
      ) : null}
    </article>
  );
}

/** What became of it, in a sentence, and where that leads. */
function Outcome({ contribution }: { contribution: ContributionView }) {
  const { status, place, decider, revision, revertedAt, merge } = contribution;
  const by = decider ? (
    <>
      {" by "}
      <Link href={`/people/${decider.handle}`}>{decider.name}</Link>
    </>
  ) : status === "accepted" ? (
    ", by the show’s trust rule"
  ) : null;
  if (status === "accepted") {
    return (
      <p className={page.facts}>
        Accepted{by} as{" "}
        <Link href={`/${place.show}/${place.slug}/history/${revision}`}>revision {revision}</Link>
        {revertedAt ? `, and taken back on ${formatDay(revertedAt)}` : null}.{" "}
        {place.seconds === null || revertedAt ? null : (
          <a href={`/${place.show}/${place.slug}${momentQuery(place.seconds)}`}>
            It is live at {formatClock(place.seconds)}
          </a>
        )}
      </p>
    );
  }
  if (status === "rejected") return <p className={page.facts}>Decided{by}. The reason stands below.</p>;
  if (merge?.status === "conflict")
    return (
      <p className={page.facts}>
        The text was changed in the same place since. Whoever reviews it will see both; its author can amend
        it.
      </p>
    );
  if (merge?.status === "nothing-left")
    return <p className={page.facts}>The text says this already, through another change.</p>;
  return null;
}

function Versions({ contribution }: { contribution: ContributionView }) {
  return (
    <nav className={page.section} aria-label="Versions">
      <ul className={page.list}>
        {contribution.versions.map((version) => (
          <li key={version.number}>
            <Link
              href={`/contributions/${contribution.id}?version=${version.number}`}
              aria-current={version.number === contribution.version.number ? "page" : undefined}
              prefetch={false}
            >
              Version {version.number}, {formatDay(version.createdAt)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
