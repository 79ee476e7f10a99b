import { onOneLine } from "@/transcript";
import { isReservedName } from "./is-reserved-name";

const LONGEST_NAME = 100;

/** The name that an account gets: on one line, and none of the platform's own; null if none is left. */
export function nameFor(name: string | null | undefined): string | null {
  const plain = [...onOneLine(name ?? "")].slice(0, LONGEST_NAME).join("").trim();
  return plain === "" || isReservedName(plain) ? null : plain;
}
