import { EPISODE_SLUG, SHOW_SLUG } from "@/lib/addresses";
import { readEnvironment } from "@/lib/read-environment";
import { uploadAudio as texts } from "@/lib/texts/en/details";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isFromElsewhere } from "@/server/people/accounts/is-from-elsewhere";
import { bringAudio } from "@/server/work/shows/bring-audio";

/** Takes an episode's audio as it comes: the body is the file. For those who review at its show. */
export async function POST(
  request: Request,
  { params }: RouteContext<"/[show]/[slug]/upload">,
): Promise<Response> {
  const { show, slug } = await params;
  const refuse = async (status: number, sentence: string) => {
    await request.body?.cancel().catch(() => {});
    return Response.json({ ok: false, sentence }, { status });
  };
  if (isFromElsewhere(request, readEnvironment().siteUrl)) return refuse(403, texts.problems["not-allowed"]);
  const person = await currentPerson();
  if (!person) return refuse(401, texts.problems["signed-out"]);
  if (!SHOW_SLUG.test(show) || !EPISODE_SLUG.test(slug)) return refuse(404, texts.problems["no-episode"]);
  const length = Number(request.headers.get("content-length") ?? 0);
  const brought = await bringAudio(db(), {
    ...{ show, slug, length, actor: { id: person.id, name: person.name }, environment: readEnvironment() },
    ...{ body: request.body, signal: request.signal },
  });
  if (!brought.ok) return refuse(STATUS[brought.reason] ?? 422, texts.problems[brought.reason]);
  return Response.json({ ok: true, url: brought.url });
}

const STATUS: Readonly<Record<string, number>> = {
  ...{ "not-allowed": 403, "no-episode": 404, "too-large": 413 },
};
