import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { shown } from "@/server/net/connect";
import { type Fetched, type FetchOptions, fetchBytes, type Validators } from "@/server/net/fetch-bytes";
import { MOST_BYTES } from "./read-xml";

/** A feed's bytes, and its address if it came from the web; or why there are none. */
export type FetchedFeed =
  | {
      readonly ok: true;
      readonly bytes: Buffer;
      readonly url: string | null;
      /** What the web's answer says of itself, if it does. */
      readonly contentType: string | null;
      readonly validators: Validators | null;
    }
  | Extract<Fetched, { ok: false }>
  | { readonly ok: false; readonly reason: "not-found" | "not-a-file"; readonly message: string };

/** Fetches a feed from the web or reads it from a regular file: at most 32 MB. */
export async function fetchFeed(
  source: string,
  options: Omit<FetchOptions, "mostBytes">,
): Promise<FetchedFeed> {
  if (/^(?!file:)[a-z][a-z0-9+.-]*:\/\//i.test(source))
    return fetchBytes(source, { ...options, mostBytes: MOST_BYTES });
  try {
    const path = /^file:\/\//i.test(source) ? fileURLToPath(source) : source;
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return no("not-a-file", `${source} is not a regular file.`);
      if (stat.size > MOST_BYTES)
        return no(
          "too-large",
          `${source} is larger than ${MOST_BYTES / 1_000_000} MB, the limit for a feed.`,
        );
      return { ok: true, bytes: await file.readFile(), url: null, contentType: null, validators: null };
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" || code === "ENOTDIR"
      ? no(
          "not-found",
          `There is no feed ${shown(source)}: give a file or an address that begins with https://.`,
        )
      : no("not-a-file", `The feed ${shown(source)} cannot be read: ${code ?? message}.`);
  }
}

const no = <R extends Extract<FetchedFeed, { ok: false }>["reason"]>(reason: R, message: string) =>
  ({ ok: false, reason, message }) as const;
