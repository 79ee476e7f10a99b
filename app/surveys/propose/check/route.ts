import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { proposePage } from "@/lib/texts/en/surveys";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isFromElsewhere } from "@/server/people/accounts/is-from-elsewhere";
import { fileHabits } from "@/server/work/surveys/file-habits";
import { readSurveyCsv } from "@/server/work/surveys/read-survey-csv";

/** Checks a survey's file as the import reads it, and stores nothing. */
export async function POST(request: Request): Promise<Response> {
  if (isFromElsewhere(request, readEnvironment().siteUrl)) return problem(403, proposePage.elsewhere);
  // Reading takes work, and only people with an account propose surveys.
  if (!(await currentPerson())) return problem(401, proposePage.signIn);
  const { rows, errors, warnings, errorCount } = await readSurveyCsv(
    bytesOf(request),
    fileHabits.catch({}).parse(Object.fromEntries(new URL(request.url).searchParams)),
  );
  return Response.json(
    { rows: rows.length, errors, warnings, errorCount },
    { headers: { "Cache-Control": "no-store" } },
  );
}

/** Yields the body in pieces, so that the reader can stop early. */
async function* bytesOf({ body }: Request): AsyncIterable<Uint8Array> {
  const reader = body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) yield piece.value;
}
