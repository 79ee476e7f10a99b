import type { Metadata } from "next";
import { connection } from "next/server";
import { Lost } from "@/components/layout/lost";
import { notFound } from "@/lib/texts/en/layout";
import { db } from "@/server/db";
import { listShows } from "@/server/work/shows/list-shows";

export const metadata: Metadata = { title: notFound.title };

export default async function NotFound() {
  // Wait for a request: the build does not know which shows exist.
  await connection();
  const shows = await listShows(db());
  return (
    <Lost
      title={notFound.title}
      text={notFound.lead}
      ways={[
        ...shows.map(({ slug, title }) => ({ href: `/${slug}`, name: title })),
        { href: "/", name: notFound.latest },
      ]}
    />
  );
}
