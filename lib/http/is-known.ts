/** What names the state of something that is served. */
export interface State {
  /** A strong one, in quotation marks; several where the same is sent in several encodings. */
  readonly etag: string | readonly string[];
  /** When it last changed, where that is known. */
  readonly changedAt?: Date | undefined;
}

/**
 * Whether the client already has this version (RFC 9110, section 13): by its ETag if it sends one, else by
 * the date of its last change, which has a precision of a second.
 */
export function isKnown(headers: Pick<Headers, "get">, { etag, changedAt }: State): boolean {
  const tags = headers.get("if-none-match");
  if (tags !== null)
    return tags.split(",").some((tag) => [etag, "*"].flat().includes(tag.trim().replace(/^W\//, "")));
  const since = Date.parse(headers.get("if-modified-since") ?? "");
  return changedAt !== undefined && Math.floor(changedAt.getTime() / 1000) * 1000 <= since;
}
