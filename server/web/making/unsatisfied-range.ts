import { stat } from "node:fs/promises";
import { join } from "node:path";

const PUBLIC = join(import.meta.dirname, "../../../public");
const FIRST_BYTE = /^bytes=(\d+)-/;
/** What lies in `public` as it is served: no step upwards, nothing hidden. */
const FILE = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/**
 * Whether a file of `public` is asked for from a byte on that it does not have, which Next answers as its own mistake
 * (500). Such a request is to be answered by 416 (RFC 9110, 15.5.17).
 *
 * @param path as requested, without a query
 * @returns how many bytes the file has; none where the request is as any other
 */
export async function unsatisfiedRange(path: string, range: string | undefined): Promise<number | null> {
  const [, first] = FIRST_BYTE.exec(range ?? "") ?? [];
  if (first === undefined || !FILE.test(path)) return null;
  const file = await stat(join(PUBLIC, path)).catch(() => null);
  return file?.isFile() && Number(first) >= file.size ? file.size : null;
}
