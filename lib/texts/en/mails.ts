import { formatNumber, plural } from "./plural";

/** The mail to the address that a show's feed names. */
export const proofMail = {
  subject: (show: string) => `On Record: is “${show}” yours?`,
  text: ({
    title,
    name,
    handle,
    link,
    site,
  }: Record<"title" | "name" | "handle" | "link" | "site", string>) =>
    `${name} (${site}/people/${handle}) says that the podcast “${title}” is theirs. This address is the one that its feed names.

If that is you, sign in as ${name} at ${site} and open this link within a week:

${link}

If it is not, do nothing: the link works for that account alone.
`,
} as const;

/** Mails with a person's notices. Each address stands on the line of what it leads to. */
export const noticeMail = {
  notices: (count: number) => `On Record: ${plural(count, "notice")}`,
  contributions: (count: number) => `On Record: ${plural(count, "contribution")} waiting since yesterday`,
  episode: (title: string) => `in ${title}`,
  quoted: (text: string) => `“${text}”`,
  step: (step: string, address: string) => `${step}: ${address}`,
  more: (count: number, address: string) => `${formatNumber(count)} more: ${address}`,
  review: (address: string) => `All that waits for your review: ${address}`,
  choose: (address: string) => `Choose which notices you get by mail: ${address}`,
} as const;
