import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { AlsoWaiting } from "@/components/claims/also-waiting";
import { QueueFilters } from "@/components/review/queue-filters";
import { ReviewDesk } from "@/components/review/review-desk";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { rowId } from "@/lib/row-id";
import { reviewPage as texts } from "@/lib/texts/en/review";
import { ContributionChannel, db, SoundJudgement } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { reviewedShows } from "@/server/people/accounts/standing-at";
import { hold } from "@/server/work/contributions/hold";
import { listQueue, listQueuePeople } from "@/server/work/contributions/list-queue";
import { readDecided } from "@/server/work/contributions/read-decided";
import { readReviewItem } from "@/server/work/contributions/read-review-item";
import { explainClaim } from "../claims/explain-claim";
import { explain } from "./explain";
import { chooseOther, listAlso, Other } from "./other";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

// Each person gets another page, so never make it at build time.
export const dynamic = "force-dynamic";

/** The size of a page of the queue, and the most that can be accepted together. */
const PER_PAGE = 50;

const id = rowId.optional().catch(undefined);
const word = z.string().min(1).max(100).optional().catch(undefined);
const asked = z.object({
  show: word,
  kind: z
    .enum([...Object.values(ContributionChannel), "claim"])
    .optional()
    .catch(undefined),
  person: word,
  days: z.coerce.number().int().min(1).max(3650).optional().catch(undefined),
  from: id,
  sound: z
    .enum([...Object.values(SoundJudgement), "none"])
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  id,
  did: id,
  said: word,
  report: z.uuid().optional().catch(undefined),
  claim: id,
  proposal: id,
  became: word,
});

export default async function ReviewPage({ searchParams }: PageProps<"/review">) {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/review");
  const shows = await reviewedShows(db(), person.id);
  if (shows.length === 0) return <NoShows />;
  const {
    show,
    kind,
    person: by,
    days,
    sound,
    from,
    page: number,
    ...wanted
  } = asked.parse(await searchParams);
  const showIds = shows.map((each) => each.id);
  const channel = kind === "claim" ? undefined : kind;
  const [queue, people, also] = await Promise.all([
    listQueue(db(), {
      ...{
        showIds: kind === "claim" ? [] : showIds,
        reviewerId: person.id,
        show,
        channel,
        person: by,
        days,
        sound,
        from,
      },
      skip: (number - 1) * PER_PAGE,
      take: PER_PAGE,
    }),
    listQueuePeople(db(), showIds),
    // Reports, claims and surveys can be filtered by show only, not by kind, person, age or sound.
    channel === undefined &&
    by === undefined &&
    days === undefined &&
    sound === undefined &&
    from === undefined
      ? listAlso(shows.filter(({ slug }) => show === undefined || slug === show).map((each) => each.id))
      : { reports: [], claims: [], proposals: [], doubts: [] },
  ]);
  const chosen =
    wanted.id ?? (wanted.report || wanted.claim || wanted.proposal ? undefined : queue.entries[0]?.id);
  const read =
    chosen === undefined ? null : await readReviewItem(db(), { id: chosen, reviewerId: person.id });
  const item = read?.ok ? read.item : null;
  if (item) await hold(db(), { id: item.id, personId: person.id });
  const gone = wanted.id !== undefined && !item ? await readDecided(db(), { id: wanted.id, showIds }) : null;
  const now = Date.now();
  const filters = { show, kind, person: by, days: days === undefined ? undefined : String(days), sound };
  const sender = from === undefined ? undefined : String(from);
  const query = new URLSearchParams(
    Object.entries({ ...filters, from: sender, page: number > 1 ? String(number) : undefined }).flatMap(
      ([name, value]) => (value === undefined ? [] : [[name, value]]),
    ),
  ).toString();
  const inMiddle = chooseOther(also, item ? { ...wanted, id: item.id } : wanted);
  const waiting = also.claims.length + also.proposals.length;
  const said =
    (wanted.said && explain(wanted.said)) || (wanted.became && explainClaim(wanted.became)) || null;
  return (
    <Page>
      <PageHeading title={texts.title} />
      <QueueFilters shows={shows} people={people} filters={filters} total={queue.total} claims={waiting} />
      <ReviewDesk
        // Each combination of filter, page and claim has a desk of its own.
        key={[query, inMiddle?.kind, inMiddle?.id, wanted.became].join()}
        entries={queue.entries}
        total={queue.total}
        page={number}
        perPage={PER_PAGE}
        first={item}
        query={query}
        now={now}
        outcome={{ said, did: wanted.did ?? null }}
        decided={gone && { id: gone.id, text: texts.decided(gone) }}
        also={<AlsoWaiting {...also} chosen={inMiddle} query={query} now={now} />}
        instead={
          inMiddle ? (
            <Other chosen={inMiddle} also={also} query={query} showIds={showIds} reviewer={person} />
          ) : null
        }
      />
    </Page>
  );
}

function NoShows() {
  return (
    <Page narrow>
      <PageHeading title={texts.title} lead={texts.lead} />
    </Page>
  );
}
