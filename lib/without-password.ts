/**
 * A URL without the name and password before its host, to be shown. A password with an `@` of its own goes whole,
 * and so does one with a `/`, which git would refuse, but which should not stand in the refusal.
 */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@|[^/?#:@]*:(?!\d*(?:[/?#]|$)).*@)/i, "$1");
}
