import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import styles from "@/components/claims/claims.module.css";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listClaims } from "@/server/work/claims/list-claims";
import type { ReadableClaim } from "@/server/work/claims/read-claims";

export const metadata: Metadata = { title: "Your claims", robots: { index: false } };

// Another page for each person, so never made while building.
export const dynamic = "force-dynamic";

const STATUSES: Record<ReadableClaim["status"], string> = {
  proposed: "waits for a maintainer",
  published: "published",
  rejected: "not taken up",
  withdrawn: "withdrawn",
  retired: "taken down",
};

/** What one has claimed, and what became of it. */
export default async function MyClaimsPage() {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/claims/mine");
  const { claims } = await listClaims(db(), { status: "any", proposerId: person.id });
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href="/claims">Claims</Link>
      </p>
      <h1 className={page.title}>Your claims</h1>
      {claims.length === 0 ? (
        <p className={page.lead}>You have none yet. Select words in a transcript, and press Claim.</p>
      ) : null}
      <ul className={styles.list}>
        {claims.map(({ id, exact, status, reason, show, episode }) => (
          <li key={id}>
            <Link href={`/claims/${id}`}>“{exact}”</Link>
            <p className={styles.facts}>
              {STATUSES[status]}
              {reason ? `: ${reason}` : ""} · {show.title}, {episode.title}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
