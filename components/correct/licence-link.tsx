/** Licences that have a page. Others are shown without a link. */
const PAGES = new Map([
  ["CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"],
  ["CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"],
  ["CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"],
  ["CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"],
]);

/** The name of a licence, with a link to its text. */
export function LicenceLink({ licence }: { licence: string }) {
  const href = PAGES.get(licence);
  return href ? (
    <a href={href} target="_blank" rel="noreferrer">
      {licence}
    </a>
  ) : (
    licence
  );
}
