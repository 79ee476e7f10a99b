import type { Metadata } from "next";
import { redirect } from "next/navigation";
import styles from "@/components/claims/claims.module.css";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { PageHeading } from "@/components/ui/page-heading";
import { claimList, claimsPage, myClaims as texts } from "@/lib/texts/en/claims";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { listClaims } from "@/server/work/claims/list-claims";

export const metadata: Metadata = { title: texts.title, robots: { index: false } };

// Each person gets another page, so never make it at build time.
export const dynamic = "force-dynamic";

/** A person's own claims and their status. */
export default async function MyClaimsPage() {
  const person = await currentPerson();
  if (!person) redirect("/sign-in?callbackUrl=/claims/mine");
  const { claims } = await listClaims(db(), { status: "any", proposerId: person.id });
  return (
    <Page narrow>
      <PageHeading over={<Link href="/claims">{claimsPage.title}</Link>} title={texts.title} />
      {claims.length === 0 ? <Empty>{texts.none}</Empty> : null}
      <ul className={styles.list}>
        {claims.map(({ id, exact, status, reason, show, episode }) => (
          <li key={id}>
            <Link href={`/claims/${id}`}>{claimList.quoted(exact)}</Link>
            <p className={styles.facts}>
              {texts.states[status]}
              {reason ? `: ${reason}` : ""} · {show.title}, {episode.title}
            </p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
