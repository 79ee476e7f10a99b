import { notFound, permanentRedirect } from "next/navigation";
import { db } from "@/server/db";
import { findMoved } from "@/server/work/shows/find-moved";

/** Answers for a show or an episode that is not at this address: redirects to its new address, or says “not found”. */
export async function leadToMoved(
  place: { readonly show: string; readonly slug?: string },
  below = "",
): Promise<never> {
  const moved = await findMoved(db(), place);
  if (moved) permanentRedirect(`${moved}${below}`);
  notFound();
}
