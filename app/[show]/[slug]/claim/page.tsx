import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClaimForm } from "@/components/claims/claim-form";
import styles from "@/components/claims/claims.module.css";
import { statisticOf } from "@/components/surveys/statistic-of";
import { ButtonLink } from "@/components/ui/button-link";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { Section } from "@/components/ui/section";
import { sayStatistic } from "@/evidence";
import { markClaim as texts } from "@/lib/texts/en/claims";
import { common } from "@/lib/texts/en/ui";
import { textOf } from "@/lib/texts/text-of";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { findEpisode } from "@/server/text/episodes/find-episode";
import {
  type CheckablePlace,
  draftClaim,
  listCheckable,
  listQuantities,
  type StatedQuantity,
} from "@/server/work/claims/draft-claim";
import { sendClaim } from "./actions";
import { claimFields, readExpression, readQuantity, readSearch } from "./claim-fields";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

/**
 * A form that makes a claim from selected words, with its number and likely figures. Without words, a list of places
 * with numbers.
 */
export default async function MarkClaimPage({ params, searchParams }: PageProps<"/[show]/[slug]/claim">) {
  const { show, slug } = await params;
  const asked = await searchParams;
  const fields = claimFields.parse(asked);
  const episode = await findEpisode(db(), { show, slug });
  if (!episode?.transcript) notFound();
  const where = { ...episode, transcript: episode.transcript };
  const quantity = readQuantity(fields);
  const wanted = {
    ...{ segmentId: fields.p ?? 0, exact: fields.q, firstWord: fields.w, scope: fields.scope },
    ...{ quantity: quantity ?? undefined, base: fields.base.trim() || null },
    ...{ search: readSearch(fields), build: readExpression(fields) },
  };
  const [person, draft, places] = await Promise.all([
    currentPerson(),
    fields.p === undefined ? null : draftClaim(db(), where, wanted),
    listQuantities(db(), where),
  ]);
  const likely = draft?.ok ? [] : await listCheckable(db(), where, places);
  const href = `/${show}/${slug}/claim`;
  const became =
    fields.became || (quantity === null ? "no-quantity" : draft && !draft.ok ? draft.reason : "");
  const said = textOf(texts.became, became);
  const wasSent = became === "sent" || became === "repeat-sent";
  const here = draft?.ok ? { position: draft.position, firstWord: draft.firstWord } : placeOf(fields.after);
  const again = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) =>
      name === "became" ? [] : [value ?? []].flat().map((each) => [name, each]),
    ),
  );
  return (
    <Page narrow>
      <PageHeading over={<Link href={`/${show}/${slug}`}>{episode.title}</Link>} title={texts.title} />
      {said ? (
        <Notice kind={wasSent ? "success" : "info"}>
          {said} {wasSent && fields.claim ? <Link href={`/claims/${fields.claim}`}>{texts.open}</Link> : null}
        </Notice>
      ) : null}
      {here ? <Walk href={href} places={places} here={here} /> : null}
      {draft?.ok ? (
        <ClaimForm
          draft={draft}
          search={wanted.search}
          operation={wanted.build.operation}
          proposition={fields.proposition || draft.proposition}
          send={sendClaim}
          show={show}
          slug={slug}
          segmentId={wanted.segmentId}
          signIn={person ? null : `/sign-in?callbackUrl=${encodeURIComponent(`${href}?${again}`)}`}
        />
      ) : (
        <>
          <Checkable href={href} places={likely} />
          <Places href={href} places={places} />
        </>
      )}
    </Page>
  );
}

interface At {
  readonly position: number;
  readonly firstWord: number;
}

/** The place of a claim that was sent, from the address: 12.3 */
function placeOf(after: string): At | null {
  const [, position, firstWord] = /^(\d{1,9})\.(\d{1,9})$/.exec(after) ?? [];
  return position && firstWord ? { position: Number(position), firstWord: Number(firstWord) } : null;
}

const hrefOf = (href: string, { segmentId, exact, firstWord }: StatedQuantity) =>
  `${href}?${new URLSearchParams({ p: String(segmentId), q: exact, w: String(firstWord) })}`;

/** Links to the previous and the next place with a number. */
function Walk({ href, places, here }: { href: string; places: readonly StatedQuantity[]; here: At }) {
  const order = (a: At, b: At) => a.position - b.position || a.firstWord - b.firstWord;
  const before = places.findLast((place) => order(place, here) < 0);
  const next = places.find((place) => order(place, here) > 0);
  const at = places.findIndex((place) => order(place, here) === 0);
  return (
    <nav className={styles.walk} aria-label={texts.places}>
      {at >= 0 ? <span>{texts.place(at + 1, places.length)}</span> : null}
      {before ? <Link href={hrefOf(href, before)}>{texts.previous}</Link> : null}
      {next ? <Link href={hrefOf(href, next)}>{texts.next(next.exact.slice(0, 40).trim())}</Link> : null}
      <Link href={href}>{texts.all}</Link>
    </nav>
  );
}

/** The places that somebody can likely check, each with the figure that it may be about. */
function Checkable({ href, places }: { href: string; places: readonly CheckablePlace[] }) {
  if (places.length === 0) return null;
  return (
    <Section title={texts.checkable} id="checkable">
      <ol className={styles.list}>
        {places.map((place) => (
          <li key={`${place.segmentId} ${place.firstWord}`}>
            <p>
              …{place.before}
              <Link href={hrefOf(href, place)}>{place.exact}</Link>
              {place.after}…
            </p>
            <p className={styles.facts}>
              {place.speaker ?? common.unattributed}
              {place.suggestion ? (
                <>
                  {" · "}
                  {texts.maybe(
                    `${place.suggestion.statistic.survey.title} ${place.suggestion.statistic.wave.name}`,
                    place.suggestion.statistic.category,
                    sayStatistic(statisticOf(place.suggestion.statistic)),
                  )}
                </>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Places({ href, places }: { href: string; places: readonly StatedQuantity[] }) {
  return (
    <Section title={places.length > 0 ? texts.heading : texts.none} id="places">
      {places[0] ? (
        <p>
          <ButtonLink variant="primary" href={hrefOf(href, places[0])}>
            {texts.start}
          </ButtonLink>
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
            <p className={styles.facts}>{place.speaker ?? common.unattributed}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
