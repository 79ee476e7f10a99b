import { Link } from "@/components/ui/link";
import page from "@/components/ui/page.module.css";
import { showPage as texts } from "@/lib/texts/en/shows";
import type { WhatThereIs } from "@/server/text/episodes/what-there-is";
import type { ShowDetails } from "@/server/work/shows/find-show";

interface Props {
  readonly show: Pick<ShowDetails, "slug" | "episodes" | "has">;
  readonly chosen: WhatThereIs | undefined;
}

const CHOICES = ["transcript", "no-transcript", "audio", "no-audio", "checked"] as const;

/** Narrows a show's episodes to those that have something, or lack it. Left out where it would narrow nothing. */
export function EpisodeFilter({ show: { slug, episodes, has }, chosen }: Props) {
  const choices = CHOICES.filter(
    (choice) => choice === chosen || (has[choice] > 0 && has[choice] < episodes),
  );
  if (choices.length === 0) return null;
  return (
    <nav className={page.links} aria-label={texts.filters}>
      <Link href={`/${slug}`} aria-current={chosen === undefined ? "true" : undefined}>
        {texts.filter.all(episodes)}
      </Link>
      {choices.map((choice) => (
        <Link
          key={choice}
          href={`/${slug}?has=${choice}`}
          aria-current={choice === chosen ? "true" : undefined}
        >
          {texts.filter[choice](has[choice])}
        </Link>
      ))}
    </nav>
  );
}
