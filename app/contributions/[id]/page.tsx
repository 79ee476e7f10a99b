import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { AmendForm } from "@/components/contribution/amend-form";
import { CommentForm } from "@/components/contribution/comment-form";
import { StatusLabel } from "@/components/contribution/status-label";
import { Talk } from "@/components/contribution/talk";
import { WordDiff } from "@/components/contribution/word-diff";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import page from "@/components/ui/page.module.css";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { facts } from "@/lib/facts";
import { formatDay } from "@/lib/format-day";
import { rowId } from "@/lib/row-id";
import { contributionPage as texts } from "@/lib/texts/en/contribution";
import { common } from "@/lib/texts/en/ui";
import { formatClock, momentQuery } from "@/lib/time";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { OWNERS_RULE } from "@/server/work/contributions/accept-by-trust";
import { isShowable } from "@/server/work/contributions/is-showable";
import { isUndecided } from "@/server/work/contributions/is-undecided";
import { listTalk } from "@/server/work/contributions/list-talk";
import { mayDecide } from "@/server/work/contributions/may-decide";
import { type ContributionView, readContribution } from "@/server/work/contributions/read-contribution";
import { readSplices } from "@/server/work/contributions/read-splices";
import { placesOf } from "@/server/work/contributions/rebuild-text";
import { sendAmendment, sendComment, withdrawMine } from "./actions";
import styles from "./contribution.module.css";

// Its author gets another page than everybody else.
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

/** Seconds of audio before a change and after it. */
const AROUND = 3;

export default async function ContributionPage({ params, searchParams }: PageProps<"/contributions/[id]">) {
  const { version } = await searchParams;
  const contribution = await find((await params).id, typeof version === "string" ? version : undefined);
  if (!contribution) notFound();
  const person = await currentPerson();
  const { id, place, author, status, hunks } = contribution;
  const talk = await listTalk(db(), id);
  const reviews =
    person !== null &&
    isUndecided(status) &&
    ((await mayDecide(db(), { ids: [id], personId: person.id })).get(id) ?? false);
  const mine = person !== null && person.id === author.id;
  const newest = contribution.versions.at(-1);
  const splices =
    mine && newest ? await readSplices(db(), { id, version: newest.number, authorId: person.id }) : null;
  const episode = `/${place.show}/${place.slug}`;
  const { audio, seconds } = place;
  return (
    <Page narrow>
      <PageHeading
        over={
          <>
            <Link href={episode}>{place.episodeTitle}</Link>
            {place.kind === "notes" ? `, ${texts.notes}` : null}
          </>
        }
        title={contribution.version.summary}
        facts={
          <>
            <StatusLabel status={status} reverted={contribution.revertedAt !== null} />
            {` · ${texts.by} `}
            {author.handle ? <Link href={`/people/${author.handle}`}>{author.name}</Link> : author.name}
            {" · "}
            {facts([
              formatDay(contribution.createdAt),
              contribution.version.added > 0 && texts.added(common.words(contribution.version.added)),
              contribution.version.removed > 0 && texts.removed(common.words(contribution.version.removed)),
            ])}
          </>
        }
      />
      {reviews ? (
        <p>
          <ButtonLink href={`/review?id=${id}`} variant="primary">
            {texts.review}
          </ButtonLink>
        </p>
      ) : null}
      <Outcome contribution={contribution} rule={talk.findLast(({ kind }) => kind === "accept")?.name} />
      <Section title={texts.changes} id="change">
        {hunks.map((hunk, index) => (
          // The changes of a version never change their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <div key={index} className={styles.hunk}>
            <p className={page.facts}>
              {facts([hunks.length > 1 && texts.place(index + 1), hunk.speaker])}{" "}
              {hunk.seconds === null ? null : (
                <a href={`${episode}${momentQuery(Math.max(0, hunk.seconds - AROUND))}`}>
                  {texts.hear(formatClock(hunk.seconds))}
                </a>
              )}
            </p>
            <WordDiff {...hunk} />
          </div>
        ))}
        {audio && seconds !== null ? (
          // biome-ignore lint/a11y/useMediaCaption: its words stand above it
          <audio
            className={styles.audio}
            controls
            preload="none"
            aria-label={texts.audio(formatClock(seconds))}
            src={`${audio.url}#t=${Math.max(0, seconds - AROUND)},${seconds + 3 * AROUND}`}
          />
        ) : null}
      </Section>
      {contribution.versions.length > 1 ? <Versions contribution={contribution} /> : null}
      <Section title={texts.discussion} id="talk">
        <Talk lines={talk} versions={contribution.versions.length} history={`${episode}/history`} />
        {person ? (
          <CommentForm send={sendComment} id={id} hunks={hunks.length} />
        ) : (
          <p className={page.facts}>
            <Fill
              text={texts.signInToComment}
              with={{ signIn: <a href={`/sign-in?callbackUrl=/contributions/${id}`}>{texts.signIn}</a> }}
            />
          </p>
        )}
      </Section>
      {mine && splices && newest ? (
        <Section
          title={isUndecided(status) ? texts.amend : texts.tryAgain}
          id={isUndecided(status) ? "amend" : "again"}
        >
          {status === "accepted" && contribution.revertedAt === null ? (
            <p className={page.facts}>{texts.acceptedAlready}</p>
          ) : !isShowable(...splices.splices.map(({ after }) => after)) ? (
            <p className={page.facts}>{texts.tooLargeToAmend}</p>
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
              <Button variant="danger">{texts.withdraw}</Button>
            </form>
          ) : null}
        </Section>
      ) : null}
    </Page>
  );
}

/** The outcome, in a sentence with links. */
function Outcome({ contribution, rule }: { contribution: ContributionView; rule: string | undefined }) {
  const { status, place, decider, revision, revertedAt, merge } = contribution;
  const name = decider ? <Link href={`/people/${decider.handle}`}>{decider.name}</Link> : null;
  if (status === "accepted") {
    const episode = `/${place.show}/${place.slug}`;
    const byRule = rule === OWNERS_RULE.name ? texts.acceptedByOwner : texts.acceptedByRule;
    const link = <Link href={`${episode}/history/${revision}`}>{texts.revision(revision)}</Link>;
    return (
      <p className={page.facts}>
        <Fill text={name ? texts.acceptedBy : byRule} with={{ name, revision: link }} />{" "}
        {revertedAt ? texts.reverted(formatDay(revertedAt)) : null}
        {place.seconds === null || revertedAt ? null : (
          <a href={`${episode}${momentQuery(place.seconds)}`}>{texts.live(formatClock(place.seconds))}</a>
        )}
      </p>
    );
  }
  const said =
    status === "rejected"
      ? name
        ? texts.decidedBy
        : texts.decided
      : merge?.status === "conflict"
        ? texts.conflict
        : merge?.status === "nothing-left"
          ? texts.nothingLeft
          : null;
  return said ? (
    <p className={page.facts}>
      <Fill text={said} with={{ name }} />
    </p>
  ) : null;
}

function Versions({ contribution }: { contribution: ContributionView }) {
  return (
    <nav className={page.section} aria-label={texts.versions}>
      <ul className={page.list}>
        {contribution.versions.map((version) => (
          <li key={version.number}>
            <Link
              href={`/contributions/${contribution.id}?version=${version.number}`}
              aria-current={version.number === contribution.version.number ? "page" : undefined}
            >
              {texts.version(version.number, formatDay(version.createdAt))}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
