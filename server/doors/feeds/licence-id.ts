const CREATIVE_COMMONS = /\bcc[- ](by(?:-(?:nc|sa|nd))*)[- ](\d\.\d)/i;

/**
 * A licence as `podcast:license` writes it: a Creative Commons licence by its SPDX id in lower case
 * ("cc-by-sa-4.0") with the address of its text, any other by name.
 */
export function licenceId(licence: string): { readonly id: string; readonly url: string | null } {
  const found = CREATIVE_COMMONS.exec(licence);
  if (found) {
    const [kind = "", version = ""] = found.slice(1).map((part) => part.toLowerCase());
    return { id: `cc-${kind}-${version}`, url: `https://creativecommons.org/licenses/${kind}/${version}/` };
  }
  if (/\bcc0\b/i.test(licence))
    return { id: "cc0-1.0", url: "https://creativecommons.org/publicdomain/zero/1.0/" };
  return { id: licence, url: null };
}
