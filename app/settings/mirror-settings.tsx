import { MirrorForm } from "@/components/shows/mirror-form";
import page from "@/components/ui/page.module.css";
import { readEnvironment } from "@/lib/read-environment";
import { db } from "@/server/db";
import { listMirrors, type OwnedMirror } from "@/server/doors/mirrors/list-mirrors";
import type { SignedIn } from "@/server/people/accounts/auth-options";
import { setMyMirror } from "./set-my-mirror";

/** The section of the mirrors of a person's shows: /settings#mirrors. Nothing for those who own none. */
export async function MirrorSettings({ person }: { readonly person: SignedIn }) {
  const shows = await listMirrors(db(), person.id);
  if (shows.length === 0) return null;
  return (
    <section className={page.section} aria-labelledby="mirrors">
      <h2 className={page.subtitle} id="mirrors">
        Mirrors
      </h2>
      <p>
        What is accepted is pushed to a repository elsewhere, and what others commit there comes back as
        contributions. All transcripts are at <code>{readEnvironment().siteUrl}/transcripts.git</code> in any
        case.
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
    </section>
  );
}

function standingOf({ problem, arrivedAt, nextAt }: OwnedMirror): string {
  const time = (date: Date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const arrived = arrivedAt ? `Last brought up to date ${time(arrivedAt)}.` : "Nothing has arrived yet.";
  if (!problem) return arrived;
  return `${arrived} ${problem} It is tried again ${nextAt ? time(nextAt) : "soon"}.`;
}
