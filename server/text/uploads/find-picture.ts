import type { Reader } from "@/server/db";

/** A picture as a page shows it: addresses on this site. */
export interface ShownPicture {
  readonly small: string;
  readonly medium: string;
  readonly large: string;
}

/** Finds the small files of pictures, by where the pictures lie. Those that are not kept are left out: pages show no others. */
export async function findSmallPictures(
  db: Reader,
  urls: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (urls.length === 0) return new Map();
  const found = await db.picture.findMany({
    where: { url: { in: [...new Set(urls)] }, smallHash: { not: null } },
    select: { url: true, smallHash: true },
  });
  return new Map(found.map(({ url, smallHash }) => [url, `/static/${smallHash}.webp`] as const));
}

/** Finds the files of the first of some pictures that is kept; null where none is. Pages show no others. */
export async function findPicture(
  db: Reader,
  urls: readonly (string | null)[],
): Promise<ShownPicture | null> {
  const wanted = urls.filter((url) => url !== null);
  if (wanted.length === 0) return null;
  const found = await db.picture.findMany({
    where: { url: { in: wanted }, smallHash: { not: null } },
    select: { url: true, smallHash: true, mediumHash: true, largeHash: true },
  });
  const picture = wanted.map((url) => found.find((each) => each.url === url)).find(Boolean);
  if (!picture?.smallHash || !picture.mediumHash || !picture.largeHash) return null;
  const at = (hash: string) => `/static/${hash}.webp`;
  return { small: at(picture.smallHash), medium: at(picture.mediumHash), large: at(picture.largeHash) };
}
