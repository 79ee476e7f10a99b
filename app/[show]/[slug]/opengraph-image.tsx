import { shareImage } from "@/lib/texts/en/shows";
import { db } from "@/server/db";
import { makeShareImage } from "@/server/doors/sharing/make-share-image";
import { SHARE_IMAGE } from "@/server/doors/sharing/share-image";

export const alt = shareImage.alt;
export const size = SHARE_IMAGE;
export const contentType = "image/png";

/** The image that a shared link to the episode shows. `server/web` answers for episodes that exist. */
export default async function Image({ params }: { params: Promise<{ show: string; slug: string }> }) {
  const made = await makeShareImage(db(), await params);
  if (!made) return new Response(shareImage.notFound, { status: 404 });
  return new Response(new Uint8Array(made.body), { headers: made.headers as Record<string, string> });
}
