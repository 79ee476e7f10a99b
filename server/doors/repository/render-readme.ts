export interface FrontShow {
  readonly slug: string;
  readonly title: string;
  readonly licence: string | null;
}

// The addresses of legal codes; other licences are given by name only.
const LICENCE_ADDRESSES = new Map([
  ["CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/legalcode"],
  ["CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/legalcode"],
  ["CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/legalcode"],
]);

/** The repository's README.md: its shows, and all contributors in the order of their first revision. */
export function renderReadme(shows: readonly FrontShow[], contributors: readonly string[]): string {
  return `# Open transcripts

Every transcript here is a file as its readers see it, and every commit a change that someone made and a maintainer
accepted. Corrections are welcome, on the site or with git: \`git push <this address> HEAD:refs/for/main\`.

## Shows

${list(shows.map(({ slug, title }) => `[${escapeMarkdown(title)}](${slug}/)`))}

## Contributors

${list(contributors.map(escapeMarkdown))}
`;
}

/** The repository's LICENSE: one line for each show. */
export function renderLicence(shows: readonly FrontShow[]): string {
  const rows = shows.map(({ slug, title, licence }) => {
    const address = licence === null ? undefined : LICENCE_ADDRESSES.get(licence);
    const named =
      licence === null ? "no licence is stated: all rights stay with its authors" : oneLine(licence);
    return `${slug}/ (${oneLine(title)})\n    ${named}${address === undefined ? "" : `\n    ${address}`}\n`;
  });
  return `The transcripts in this repository are licensed by their shows, each folder under the terms named here.
Credit the show and the contributors, who are named in README.md and in each commit.

${rows.join("\n")}`;
}

const list = (lines: readonly string[]) =>
  lines.length === 0 ? "None yet." : lines.map((line) => `- ${line}`).join("\n");

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** Escapes users' text, so that Markdown shows it literally. */
function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>()#+!|~&]/g, "\\$&");
}
