import { notFound, permanentRedirect } from "next/navigation";
import { db } from "@/server/db";
import { findMoved } from "@/server/work/shows/find-moved";

/** Ends a request for a show or an episode that is not there: at its new address where it has one, else as not found. */
export async function leadToMoved(
  place: { readonly show: string; readonly slug?: string },
  below = "",
): Promise<never> {
  const moved = await findMoved(db(), place);
  if (moved) permanentRedirect(`${moved}${below}`);
  notFound();
}
