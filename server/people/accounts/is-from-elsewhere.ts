/**
 * Whether a form was sent from another site's page, by its Origin header. The site may have several names.
 */
export function isFromElsewhere(request: Request, siteUrl: string): boolean {
  const origin = request.headers.get("origin");
  if (origin === null) return request.headers.get("sec-fetch-site") === "cross-site";
  const hosts = [request.headers.get("x-forwarded-host"), request.headers.get("host"), new URL(siteUrl).host];
  try {
    return !hosts.includes(new URL(origin).host);
  } catch {
    return true;
  }
}
