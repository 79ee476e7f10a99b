/**
 * The line, from 1, at which git left two versions of a text side by side: `<<<<<<<`, `=======` and `>>>>>>>` at the
 * start of lines, in this order. Null if it did not.
 */
export function conflictLine(text: string): number | null {
  if (!text.includes("<<<<<<<")) return null;
  const lines = text.split("\n");
  const at = (sign: string, from: number) =>
    lines.findIndex((line, i) => i >= from && line.startsWith(sign) && /^(?:\s|$)/.test(line.slice(7)));
  const opens = at("<<<<<<<", 0);
  const parts = opens < 0 ? -1 : at("=======", opens + 1);
  return parts >= 0 && at(">>>>>>>", parts + 1) >= 0 ? opens + 1 : null;
}
