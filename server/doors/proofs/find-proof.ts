import { z } from "zod";
import { proofs as texts } from "@/lib/texts/en/ownership";
import { charsetOf } from "@/server/doors/feeds/charset-of";
import { fetchFeed } from "@/server/doors/feeds/fetch-feed";
import { plainHtml } from "@/server/doors/feeds/plain-html";
import { readXml, type XmlElement } from "@/server/doors/feeds/read-xml";
import { webAddress } from "@/server/doors/import/read-values";
import { type FetchOptions, fetchBytes } from "@/server/net/fetch-bytes";
import { type Finding, PROOF_FILE } from "@/server/work/ownership/finding";

/** What a look at a feed and at its show's site found. */
export interface FoundProof {
  readonly findings: readonly Finding[];
  /** The address that the feed names for whoever runs it; null where it names none. */
  readonly email: string | null;
}

interface Looking {
  /** The feed's address. */
  readonly url: string;
  readonly code: string;
  readonly fetch?: Pick<FetchOptions, "allowInternal" | "resolve" | "signal">;
}

const MOST_FILE_BYTES = 100_000;
const LIMIT_SECONDS = 30;
const LONGEST_TEXT = 100_000;

/**
 * Looks for a code where only a show's own people can put it: in its feed, as podcast:txt with the purpose "verify" or in
 * the description; and in a file on the site that the feed names as the show's own. Both are fetched anew.
 */
export async function findProof({ url, code, fetch = {} }: Looking): Promise<FoundProof> {
  const channel = await readChannel(url, fetch);
  if (typeof channel === "string")
    return { findings: [{ way: "feed", isThere: false, said: channel }], email: null };
  const isInFeed = textsOf(channel).some((text) => text.includes(code));
  const feed: Finding = {
    way: "feed",
    isThere: isInFeed,
    said: isInFeed ? texts.inFeed : texts.notInFeed,
  };
  return { findings: [feed, await findOnSite(channel, code, fetch)], email: emailOf(channel) };
}

/** The feed's channel, or why there is none. */
async function readChannel(url: string, fetch: NonNullable<Looking["fetch"]>): Promise<XmlElement | string> {
  // A file of the server's is no feed of anybody's.
  if (!/^https?:\/\//i.test(url)) return texts.noFeed;
  const fetched = await fetchFeed(url, { ...fetch, limitSeconds: LIMIT_SECONDS });
  if (!fetched.ok) return fetched.message;
  const read = readXml(fetched.bytes, charsetOf(fetched.contentType));
  if (!read.ok) return texts.unreadable(read.message);
  return child(read.root, "channel") ?? texts.unreadable(texts.noChannel);
}

const child = (element: XmlElement, name: string) => element.children.find((each) => each.name === name);

/** Where a feed may have the code: what it says for verifying, and its description. */
function textsOf(channel: XmlElement): string[] {
  const said = channel.children.filter(({ name, attributes }) =>
    name === "podcast:txt"
      ? /^verif(?:y|ication)$/i.test(attributes.get("purpose")?.trim() ?? "")
      : /^(?:description|itunes:summary|content:encoded)$/.test(name),
  );
  return said.map(({ text }) => plainHtml(text.slice(0, LONGEST_TEXT)));
}

async function findOnSite(
  channel: XmlElement,
  code: string,
  fetch: NonNullable<Looking["fetch"]>,
): Promise<Finding> {
  const no = (said: string): Finding => ({ way: "site", isThere: false, said });
  const site = webAddress(child(channel, "link")?.text);
  if (site === null) return no(texts.noSite);
  const file = new URL(PROOF_FILE, site);
  const options = { ...fetch, mostBytes: MOST_FILE_BYTES, limitSeconds: LIMIT_SECONDS };
  const fetched = await fetchBytes(file.href, options);
  if (!fetched.ok) return no(fetched.message);
  // Whoever may redirect a site's visitors elsewhere need not be its owner.
  if (plainHost(fetched.url) !== plainHost(file.href)) return no(texts.elsewhere(file.href));
  const lines = fetched.bytes.toString("utf8").split(/[\r\n]+/);
  return lines.some((line) => line.trim() === code)
    ? { way: "site", isThere: true, said: texts.onSite(file.href) }
    : no(texts.notOnSite(file.href));
}

const plainHost = (url: string) => new URL(url).host.replace(/^www\./, "");

const LONGEST_EMAIL = 254;
const address = z.email().max(LONGEST_EMAIL);

/** The address of whoever runs the feed, by the first of the places where feeds name it. */
function emailOf(channel: XmlElement): string | null {
  const owner = child(channel, "itunes:owner");
  const named = [
    owner && child(owner, "itunes:email")?.text,
    child(channel, "podcast:locked")?.attributes.get("owner"),
    // As in "ann@example.org (Ann)".
    child(channel, "managingEditor")?.text.trim().slice(0, LONGEST_EMAIL).split(/[\s(]/)[0],
  ];
  for (const each of named) {
    const parsed = address.safeParse(each?.trim());
    if (parsed.success) return parsed.data;
  }
  return null;
}
