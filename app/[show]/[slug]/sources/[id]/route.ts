import { problem } from "@/lib/http/problem";
import { rowId } from "@/lib/row-id";
import { problems } from "@/lib/texts/en/problems";
import { db } from "@/server/db";
import { currentPerson } from "@/server/people/accounts/current-person";
import { readSourceFile } from "@/server/work/shows/read-source-file";

/** A transcript of others as it was fetched, to be saved: never shown as a page of this site. */
export async function GET(_request: Request, { params }: RouteContext<"/[show]/[slug]/sources/[id]">) {
  const { show, slug, id } = await params;
  const number = rowId.safeParse(id);
  const person = await currentPerson();
  const file = number.success
    ? await readSourceFile(db(), { show, slug, id: number.data, personId: person?.id ?? null })
    : null;
  if (!file) return problem(404, problems.noSuchFile);
  return new Response(file.bytes, {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${file.name}"`,
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
}
