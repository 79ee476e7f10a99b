/** Linked data for machines, as JSON-LD; `json` comes from `asScript` of server/doors/sharing/describe-episode. */
export function LinkedDataScript({ json }: { json: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: written by asScript, in which no text can end the script
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
