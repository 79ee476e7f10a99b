/** Nobody writes more by hand. */
export const LONGEST_COMMENT = 10_000;

/** What was said, as it is kept: without outer white space and NUL, empty where nothing was; null where it is too long. */
export function readComment(text: string | undefined): string | null {
  const said = (text ?? "").replaceAll("\r\n", "\n").replaceAll("\0", "").trim();
  return said.length > LONGEST_COMMENT ? null : said;
}
