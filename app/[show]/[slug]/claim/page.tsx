import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ClaimForm } from "@/components/claims/claim-form";
import styles from "@/components/claims/claims.module.css";
import page from "@/components/ui/page.module.css";
import { draftClaim, listQuantities, type StatedQuantity } from "@/server/claims/draft-claim";
import { db } from "@/server/db";
import { findEpisode } from "@/server/episodes/find-episode";
import { sendClaim } from "./actions";
import { claimFields, readQuantity } from "./read-form";

export const metadata: Metadata = { title: "Mark a claim", robots: { index: false } };

const BECAME: Record<string, string> = {
  sent: "Sent. A maintainer of the show will look at it; until then it is not shown.",
  "no-quantity": "The number makes no sense like this: a percent is from 0 to 100, and between needs two.",
  "no-segment": "That paragraph is not in the transcript any more.",
  "no-words": "Select the words in which something is claimed.",
  "words-changed": "These words are not in one paragraph of the transcript. Select words of one paragraph.",
  "several-places": "These words are there twice. Select a few more around them.",
  "over-gap":
    "There is a gap in these words: nobody knows what was said in it. Select words on one side of it.",
  "already-claimed": "These very words are a claim already.",
  "no-statistic": "That figure is not here any more. Nothing was sent.",
  "statistic-changed": "That figure was corrected meanwhile. Look at it again.",
  "too-many": "You have as many claims waiting as one person can. Let some be decided first.",
  blocked: "You cannot contribute to this show.",
};

/** Selected words as a claim, with its number and the figures it may be about; without any, the places to choose from. */
export default async function MarkClaimPage({ params, searchParams }: PageProps<"/[show]/[slug]/claim">) {
  const { show, slug } = await params;
  const fields = claimFields.parse(await searchParams);
  const episode = await findEpisode(db(), { show, slug });
  if (!episode?.transcript) notFound();
  const where = { transcript: episode.transcript, duration: episode.duration };
  const quantity = readQuantity(fields);
  const wanted = {
    segmentId: fields.p ?? 0,
    exact: fields.q,
    firstWord: fields.w,
    quantity: quantity ?? undefined,
  };
  const draft = fields.p === undefined ? null : await draftClaim(db(), where, wanted);
  const became =
    fields.became || (quantity === null ? "no-quantity" : draft && !draft.ok ? draft.reason : "");
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/${show}/${slug}`}>{episode.title}</Link>
      </p>
      <h1 className={page.title}>Mark a claim</h1>
      {BECAME[became] ? (
        <p className={page.lead} role="status">
          {BECAME[became]}
        </p>
      ) : null}
      {draft?.ok ? (
        <ClaimForm draft={draft} send={sendClaim} show={show} slug={slug} segmentId={wanted.segmentId} />
      ) : (
        <Places href={`/${show}/${slug}/claim`} places={await listQuantities(db(), where)} />
      )}
    </div>
  );
}

function Places({ href, places }: { href: string; places: readonly StatedQuantity[] }) {
  return (
    <section className={page.section} aria-labelledby="places">
      <h2 className={page.subtitle} id="places">
        {places.length > 0 ? "Where a number is said" : "No number was found in this transcript."}
      </h2>
      <ul className={styles.list}>
        {places.map(({ segmentId, firstWord, exact, speaker, before, after }) => (
          <li key={`${segmentId} ${firstWord}`}>
            <p>
              …{before}
              <Link
                href={`${href}?${new URLSearchParams({ p: String(segmentId), q: exact, w: String(firstWord) })}`}
              >
                {exact}
              </Link>
              {after}…
            </p>
            <p className={styles.facts}>{speaker ?? "Unattributed"}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
