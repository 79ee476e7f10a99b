import { formatNumber, plural } from "./plural";

/** Mails with a person's notices. Each address stands on the line of what it leads to. */
export const noticeMail = {
  notices: (count: number) => `On Record: ${plural(count, "notice")}`,
  contributions: (count: number) => `On Record: ${plural(count, "contribution")} since yesterday`,
  episode: (title: string) => `in ${title}`,
  quoted: (text: string) => `“${text}”`,
  step: (step: string, address: string) => `${step}: ${address}`,
  more: (count: number, address: string) => `${formatNumber(count)} more: ${address}`,
  review: (address: string) => `Review them: ${address}`,
  choose: (address: string) => `Choose which notices you get by mail: ${address}`,
} as const;
