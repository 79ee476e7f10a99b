/**
 * Splits a command into its program and arguments, at spaces outside quotes. There is no shell: nothing else is special.
 *
 * @returns null where a quote does not end, or nothing is there
 */
export function splitCommand(command: string): readonly [program: string, ...args: string[]] | null {
  const parts: string[] = [];
  let part: string | undefined;
  let quote = "";
  for (const sign of command) {
    if (quote !== "") {
      if (sign === quote) quote = "";
      else part += sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      part ??= "";
    } else if (sign.trim() === "") {
      if (part !== undefined) parts.push(part);
      part = undefined;
    } else part = (part ?? "") + sign;
  }
  if (part !== undefined) parts.push(part);
  const [program, ...args] = parts;
  return quote !== "" || !program ? null : [program, ...args];
}
