import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ClaimForm } from "@/components/claims/claim-form";
import styles from "@/components/claims/claims.module.css";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { findEpisode } from "@/server/text/episodes/find-episode";
import { draftClaim, listQuantities, type StatedQuantity } from "@/server/work/claims/draft-claim";
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
  const asked = await searchParams;
  const fields = claimFields.parse(asked);
  const episode = await findEpisode(db(), { show, slug });
  if (!episode?.transcript) notFound();
  const where = { transcript: episode.transcript, duration: episode.duration };
  const quantity = readQuantity(fields);
  const wanted = {
    ...{ segmentId: fields.p ?? 0, exact: fields.q, firstWord: fields.w, scope: fields.scope },
    ...{ quantity: quantity ?? undefined, base: fields.base.trim() || null },
  };
  const [person, draft, places] = await Promise.all([
    currentPerson(),
    fields.p === undefined ? null : draftClaim(db(), where, wanted),
    listQuantities(db(), where),
  ]);
  const href = `/${show}/${slug}/claim`;
  const became =
    fields.became || (quantity === null ? "no-quantity" : draft && !draft.ok ? draft.reason : "");
  const here = draft?.ok ? { position: draft.position, firstWord: draft.firstWord } : placeOf(fields.after);
  const again = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      typeof value === "string" && name !== "became" ? [[name, value]] : [],
    ),
  );
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href={`/${show}/${slug}`}>{episode.title}</Link>
      </p>
      <h1 className={page.title}>Mark a claim</h1>
      {BECAME[became] ? (
        <p className={page.lead} role="status">
          {BECAME[became]}{" "}
          {became === "sent" && fields.claim ? (
            <Link href={`/claims/${fields.claim}`}>Look at it</Link>
          ) : null}
        </p>
      ) : null}
      {here ? <Walk href={href} places={places} here={here} /> : null}
      {draft?.ok ? (
        <ClaimForm
          draft={draft}
          send={sendClaim}
          show={show}
          slug={slug}
          segmentId={wanted.segmentId}
          signIn={person ? null : `/sign-in?callbackUrl=${encodeURIComponent(`${href}?${again}`)}`}
        />
      ) : (
        <Places href={href} places={places} />
      )}
    </div>
  );
}

interface At {
  readonly position: number;
  readonly firstWord: number;
}

/** Where what was sent stands, as the address says it: 12.3 */
function placeOf(after: string): At | null {
  const [, position, firstWord] = /^(\d{1,9})\.(\d{1,9})$/.exec(after) ?? [];
  return position && firstWord ? { position: Number(position), firstWord: Number(firstWord) } : null;
}

const hrefOf = (href: string, { segmentId, exact, firstWord }: StatedQuantity) =>
  `${href}?${new URLSearchParams({ p: String(segmentId), q: exact, w: String(firstWord) })}`;

/** The places where a number is said, one by one: those before and after this one. */
function Walk({ href, places, here }: { href: string; places: readonly StatedQuantity[]; here: At }) {
  const order = (a: At, b: At) => a.position - b.position || a.firstWord - b.firstWord;
  const before = places.findLast((place) => order(place, here) < 0);
  const next = places.find((place) => order(place, here) > 0);
  const at = places.findIndex((place) => order(place, here) === 0);
  return (
    <nav className={styles.walk} aria-label="Places where a number is said">
      {at >= 0 ? (
        <span>
          Place {at + 1} of {places.length}
        </span>
      ) : null}
      {before ? <Link href={hrefOf(href, before)}>Previous place</Link> : null}
      {next ? <Link href={hrefOf(href, next)}>Next place: “{next.exact.slice(0, 40).trim()}…”</Link> : null}
      <Link href={href}>All places</Link>
    </nav>
  );
}

function Places({ href, places }: { href: string; places: readonly StatedQuantity[] }) {
  return (
    <section className={page.section} aria-labelledby="places">
      <h2 className={page.subtitle} id="places">
        {places.length > 0 ? "Where a number is said" : "No number is said that nobody has claimed yet."}
      </h2>
      {places[0] ? (
        <p>
          <Link className={page.button} href={hrefOf(href, places[0])}>
            Go through them, one by one
          </Link>
        </p>
      ) : null}
      <ul className={styles.list}>
        {places.map((place) => (
          <li key={`${place.segmentId} ${place.firstWord}`}>
            <p>
              …{place.before}
              <Link href={hrefOf(href, place)}>{place.exact}</Link>
              {place.after}…
            </p>
            <p className={styles.facts}>{place.speaker ?? "Unattributed"}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
