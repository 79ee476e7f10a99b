/** The charset that a Content-Type names (RFC 9110); null if it names none. */
export function charsetOf(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType?.slice(0, 300) ?? "")?.[1] ?? null;
}
