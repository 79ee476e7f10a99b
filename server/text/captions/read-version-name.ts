import { type Format, isFormat } from "./is-format";

const NAME = /^([1-9]\d{0,8})-([0-9a-f]{10})\.([a-z]{2,4})$/;

/** The revision, the version and the format that a file's name says; null if it is no such name. */
export function readVersionName(
  file: string,
): { readonly revision: number; readonly version: string; readonly format: Format } | null {
  const [, revision = "", hash = "", format = ""] = NAME.exec(file) ?? [];
  return isFormat(format) ? { revision: Number(revision), version: `${revision}-${hash}`, format } : null;
}
