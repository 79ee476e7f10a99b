import { Link } from "@/components/ui/link";
import { claimList } from "@/lib/texts/en/claims";
import { common } from "@/lib/texts/en/ui";
import { formatClock } from "@/lib/time";
import type { ReadableClaim } from "@/server/work/claims/read-claims";
import { ClaimSentence } from "./claim-sentence";
import styles from "./claims.module.css";

/** Claims, each in a few lines with its outcome. */
export function ClaimList({ claims }: { claims: readonly ReadableClaim[] }) {
  return (
    <ul className={styles.list}>
      {claims.map((claim) => (
        <li key={claim.id}>
          <blockquote className={styles.quote}>
            {claim.status === "published" ? (
              <Link href={`/claims/${claim.id}`}>{claimList.quoted(claim.exact)}</Link>
            ) : (
              claimList.quoted(claim.exact)
            )}
          </blockquote>
          {claim.proposition ? <p>{claim.proposition}</p> : null}
          <p>
            <ClaimSentence claim={claim} held={claim.evidence[0]} />
          </p>
          <p className={styles.facts}>
            {claim.speaker ?? common.unattributed} · {claim.show.title} ·{" "}
            <Link href={`/${claim.show.slug}/${claim.episode.slug}?t=${Math.round(claim.seconds * 10) / 10}`}>
              {claim.episode.title}, {formatClock(claim.seconds)}
            </Link>
          </p>
          {claim.evidence[0]?.note ? <p className={styles.facts}>{claim.evidence[0].note}</p> : null}
        </li>
      ))}
    </ul>
  );
}
