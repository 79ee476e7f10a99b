import Link from "next/link";
import { formatClock } from "@/lib/time";
import type { ReadableClaim } from "@/server/claims/read-claims";
import page from "../ui/page.module.css";
import { ClaimSentence } from "./claim-sentence";
import styles from "./claims.module.css";

interface Props {
  readonly claims: readonly ReadableClaim[];
  /** What may be decided about each, by a form that works without scripts. */
  readonly decisions?: readonly ("publish" | "reject" | "retire")[];
  readonly decide?: (data: FormData) => Promise<void>;
}

const NAMES = { publish: "Publish", reject: "Reject", retire: "Take down" };

/** Claims, each in a few lines with its outcome. */
export function ClaimList({ claims, decisions = [], decide }: Props) {
  return (
    <ul className={styles.list}>
      {claims.map((claim) => (
        <li key={claim.id}>
          <blockquote className={styles.quote}>
            {claim.state === "published" ? (
              <Link href={`/claims/${claim.id}`}>“{claim.exact}”</Link>
            ) : (
              `“${claim.exact}”`
            )}
          </blockquote>
          <p>
            <ClaimSentence claim={claim} held={claim.evidence[0]} />
          </p>
          <p className={styles.facts}>
            {claim.speaker ?? "Unattributed"} · {claim.show.title} ·{" "}
            <Link href={`/${claim.show.slug}/${claim.episode.slug}?t=${Math.round(claim.seconds * 10) / 10}`}>
              {claim.episode.title}, {formatClock(claim.seconds)}
            </Link>
            {decide ? ` · proposed by ${claim.proposedBy}` : null}
          </p>
          {claim.evidence[0]?.note ? <p className={styles.facts}>{claim.evidence[0].note}</p> : null}
          {decide ? (
            <form action={decide} className={styles.decide}>
              <input type="hidden" name="claimId" value={claim.id} />
              <label>
                Why{decisions.includes("publish") ? ", where it is rejected" : ""}
                <input name="reason" maxLength={2000} />
              </label>
              {decisions.map((decision) => (
                <button key={decision} type="submit" name="decision" value={decision} className={page.button}>
                  {NAMES[decision]}
                </button>
              ))}
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
