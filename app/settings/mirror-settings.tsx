import { MirrorForm } from "@/components/shows/mirror-form";
import { Fill } from "@/components/ui/fill";
import { Section } from "@/components/ui/section";
import { readEnvironment } from "@/lib/read-environment";
import { mirrors as texts } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { listMirrors, type OwnedMirror } from "@/server/doors/mirrors/list-mirrors";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import { setMyMirror } from "./set-my-mirror";

/**
 * The section for mirrors, at /settings#mirrors: one form for each show that the person owns. Nothing for people who
 * own none.
 */
export async function MirrorSettings({ person }: { readonly person: SignedIn }) {
  const shows = await listMirrors(db(), person.id);
  if (shows.length === 0) return null;
  return (
    <Section title={texts.title} id="mirrors">
      <p>
        <Fill
          text={texts.about}
          with={{ address: <code>{readEnvironment().siteUrl}/transcripts.git</code> }}
        />
      </p>
      {shows.map((show) => (
        <MirrorForm
          key={show.slug}
          show={{ slug: show.slug, title: show.title }}
          mirror={
            show.url === null
              ? null
              : {
                  url: show.url,
                  branch: show.branch ?? "main",
                  trusted: show.trusted ?? false,
                  standing: standingOf(show),
                }
          }
          set={setMyMirror}
        />
      ))}
    </Section>
  );
}

function standingOf({ problem, arrivedAt, nextAt }: OwnedMirror): string {
  const time = (date: Date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const arrived = arrivedAt ? texts.upToDate(time(arrivedAt)) : texts.never;
  if (!problem) return arrived;
  return `${arrived} ${problem} ${texts.retry(nextAt && time(nextAt))}`;
}
