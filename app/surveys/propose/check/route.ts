import { problem } from "@/lib/http/problem";
import { readEnvironment } from "@/lib/read-environment";
import { currentPerson } from "@/server/people/accounts/current-person";
import { isFromElsewhere } from "@/server/people/accounts/is-from-elsewhere";
import { readSurveyCsv } from "@/server/work/surveys/read-survey-csv";

/** Says all that is wrong with a survey's file, without keeping anything of it: read as the import reads it. */
export async function POST(request: Request): Promise<Response> {
  if (isFromElsewhere(request, readEnvironment().siteUrl))
    return problem(403, "Forms of other sites are not taken");
  // Reading takes work; whoever proposes has an account.
  if (!(await currentPerson())) return problem(401, "Sign in to propose a survey");
  const { rows, errors, warnings, errorCount } = await readSurveyCsv(bytesOf(request));
  return Response.json(
    { rows: rows.length, errors, warnings, errorCount },
    { headers: { "Cache-Control": "no-store" } },
  );
}

/** Piece by piece: the reader stops where it is too much. */
async function* bytesOf({ body }: Request): AsyncIterable<Uint8Array> {
  const reader = body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) yield piece.value;
}
