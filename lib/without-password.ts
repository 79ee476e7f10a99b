/**
 * A URL without user name and password, safe to display. It also removes a password that contains `@` or `/`;
 * git would refuse the latter, but its refusal must not show it.
 */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@|[^/?#:@]*:(?!\d*(?:[/?#]|$)).*@)/i, "$1");
}
