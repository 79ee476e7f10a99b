/** A description for machines, in JSON-LD; `json` is what `asScript` of server/doors/sharing/describe-episode wrote. */
export function LinkedDataScript({ json }: { json: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: written by asScript, in which no text can end the script
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
