import type { Metadata } from "next";
import { connection } from "next/server";
import { Lost } from "@/components/layout/lost";
import { db } from "@/server/db";
import { listShows } from "@/server/work/shows/list-shows";

export const metadata: Metadata = { title: "Not here" };

export default async function NotFound() {
  // Asked for at each request: which shows there are is not known when the site is built.
  await connection();
  const shows = await listShows(db());
  return (
    <Lost
      title="There is nothing at this address."
      text="The episode or show may be under another name, or not yet here. These are the shows that are:"
      ways={[
        ...shows.map(({ slug, title }) => ({ href: `/${slug}`, name: title })),
        { href: "/", name: "The latest episodes" },
      ]}
    />
  );
}
