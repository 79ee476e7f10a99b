import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ClaimCard } from "@/components/claims/claim-card";
import page from "@/components/ui/page.module.css";
import { findNeighbours } from "@/server/claims/find-neighbours";
import { readClaims } from "@/server/claims/read-claims";
import { db } from "@/server/db";

const find = cache(async (id: string) => {
  if (!/^\d{1,9}$/.test(id)) return null;
  const [claim] = await readClaims(db(), [Number(id)]);
  return claim && (claim.state === "published" || claim.state === "retired") ? claim : null;
});

export async function generateMetadata({ params }: PageProps<"/claims/[id]">): Promise<Metadata> {
  const claim = await find((await params).id);
  if (!claim) notFound();
  return { title: `“${claim.exact.slice(0, 80)}”`, alternates: { canonical: `/claims/${claim.id}` } };
}

/** One claim with everything it is held against. */
export default async function ClaimPage({ params }: PageProps<"/claims/[id]">) {
  const claim = await find((await params).id);
  if (!claim) notFound();
  const neighbours = await findNeighbours(db(), [claim]);
  return (
    <div className={`${page.page} ${page.narrow}`}>
      <p className={page.over}>
        <Link href="/claims">Claims</Link>
      </p>
      <h1 className={page.title}>Said, and measured</h1>
      {claim.state === "retired" ? (
        <p className={page.lead}>This claim was taken down: {claim.reason}</p>
      ) : null}
      <div className={page.section}>
        <ClaimCard claim={claim} neighbours={neighbours} />
      </div>
    </div>
  );
}
