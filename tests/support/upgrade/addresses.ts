import { readdirSync } from "node:fs";
import { join } from "node:path";
import { encode } from "next-auth/jwt";

/** The callers: nobody, an administrator and a contributor of the fixture. */
const ASKERS = ["nobody", "ada", "carl"] as const;
type Asker = (typeof ASKERS)[number];

export interface Request {
  readonly address: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  /** The media type, without its parameters; null if there is no body. */
  readonly type: string | null;
  /** Whether the answer has an ETag that gives 304. */
  readonly etag: boolean;
}

/** A request and a version's answers to it: one for everybody, or one for each caller. */
export interface Address extends Request {
  readonly answers: { readonly everybody: Answer } | Readonly<Record<Asker, Answer>>;
}

/** Makes a request as each caller and records the answers. */
export async function askAll(asked: (by: Asker) => Promise<Answer>): Promise<Address["answers"]> {
  const answers = {} as Record<Asker, Answer>;
  for (const by of ASKERS) answers[by] = await asked(by);
  const [first, ...others] = Object.values(answers).map((answer) => JSON.stringify(answer));
  return others.every((other) => other === first) ? { everybody: answers.nobody } : answers;
}

/** The callers to compare, with their recorded answers: if all got the same, two are enough. */
export const answersOf = ({ answers }: Address): (readonly [Asker, Answer])[] =>
  "everybody" in answers
    ? (["nobody", "ada"] as const).map((by) => [by, answers.everybody] as const)
    : ASKERS.map((by) => [by, answers[by]] as const);

/** The cookie of a signed-in person, as next-auth makes it. */
export async function cookieOf(
  person: { id: string; handle: string; name: string | null },
  secret: string,
): Promise<string> {
  const token = await encode({ secret, token: { sub: person.id, handle: person.handle, name: person.name } });
  return `next-auth.session-token=${token}`;
}

/** Requests an address without following redirects. */
export async function ask(
  site: string,
  { address, method = "GET", headers = {}, body }: Request,
  cookie: string | undefined,
): Promise<Answer & { readonly location: string | null }> {
  const sent = { ...headers, ...(cookie ? { Cookie: cookie } : {}) };
  const fetched = (more: Record<string, string> = {}) =>
    fetch(`${site}${address}`, {
      method,
      headers: { ...sent, ...more },
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
  const response = await fetched();
  await response.arrayBuffer();
  const etag = response.headers.get("etag");
  let known = false;
  if (etag !== null && response.status === 200 && method === "GET") {
    const again = await fetched({ "If-None-Match": etag });
    await again.arrayBuffer();
    known = again.status === 304;
  }
  return {
    status: response.status,
    type: response.headers.get("content-type")?.split(";")[0]?.trim() ?? null,
    etag: known,
    location: response.headers.get("location"),
  };
}

/** Example values for the parts of addresses in brackets, by address. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  "/[show]": ["/figures", "/lights", "/tides"],
  "/[show]/[slug]": ["/figures/1", "/lights/1", "/tides/2"],
  "/[show]/[slug]/history/[number]": ["/figures/1/history/1", "/lights/1/history/3", "/lights/3/history/2"],
  "/[show]/[slug]/as/[format]": ["md", "txt", "vtt", "srt", "json", "html", "ttml", "docx", "pdf"].map(
    (each) => `/lights/1/as/${each}`,
  ),
  "/[show]/[slug]/words/[revision]": ["/figures/1/words/1"],
  "/[show]/[slug]/text/[name]": ["/figures/1/text/none"],
  "/[show]/[slug]/transcript/[file]": ["/figures/1/transcript/none.vtt"],
  "/[show]/[slug]/sources/[id]": ["/figures/1/sources/1", "/lights/1/sources/1"],
  "/sign-in/[secret]": ["/sign-in/none"],
  "/new/requests/[id]": ["/new/requests/1"],
  "/new/requests/[id]/[secret]": ["/new/requests/1/none"],
  "/static/[name]": ["/static/none.mp3"],
  "/new/[id]": ["/new/00000000-0000-4000-8000-000000000000"],
  "/claims/[id]": ["/claims/1", "/claims/8", "/claims/9", "/claims/10"],
  "/contributions/[id]": ["/contributions/1", "/contributions/2", "/contributions/3", "/contributions/28"],
  "/contributions/first/[id]": ["/contributions/first/1"],
  "/embed/[show]/[slug]": ["/embed/figures/1", "/embed/tides/2"],
  "/embed/[show]/[slug]/text/[name]": ["/embed/figures/1/text/none"],
  "/gaps/[show]/[slug]": ["/gaps/lights/1", "/gaps/figures/1"],
  "/invitations/[secret]": ["/invitations/INVITATION", "/invitations/none"],
  "/people/[handle]": ["/people/carl", "/people/bo", "/people/nameless"],
  "/review/items/[id]": ["/review/items/1", "/review/items/2", "/review/items/999"],
  "/surveys/[slug]/questions/[question]": ["/surveys/s-1/questions/q-1"],
  "/surveys/[slug]/tidy": ["/surveys/s-1/tidy"],
  "/surveys/[slug]": ["/surveys/s-1", "/surveys/anaconda-state-of-data-science"],
  "/api/auth/[...nextauth]": ["providers", "csrf", "session", "signin"].map((each) => `/api/auth/${each}`),
  "/api/v1/[[...path]]": [
    "",
    "/openapi.json",
    "/shows",
    "/shows/lights",
    "/episodes?show=lights&limit=2",
    "/episodes/lights/1",
    "/documents?limit=3",
    "/documents/lights/1/transcript",
    "/documents/lights/1/transcript/revisions",
    "/documents/lights/1/transcript/revisions/2",
    "/documents/lights/1/transcript/segments",
    "/gaps",
    "/claims?limit=5",
    "/claims/1",
    "/contributions?status=changes-requested",
    "/contributions/1",
    "/search?q=lamp",
    "/surveys",
    "/surveys/s-1",
    "/nothing",
    "/shows/nobody",
    "/shows?colour=red",
  ].map((each) => `/api/v1${each}`),
  "/transcripts.git/[[...path]]": [
    "/transcripts.git",
    "/transcripts.git/HEAD",
    "/transcripts.git/info/refs",
    "/transcripts.git/info/refs?service=git-upload-pack",
    "/transcripts.git/info/refs?service=git-receive-pack",
    "/transcripts.git/nothing",
  ],
};

/**
 * Requests that do not follow from the files of `app`: rewrites, files, queries, writes, and addresses that
 * do not exist.
 */
const MORE: readonly Request[] = [
  ...["md", "txt", "vtt", "srt", "json", "html"].flatMap((format) => [
    { address: `/figures/1.${format}` },
    { address: `/lights/2.${format}` },
  ]),
  ...[
    "/lights/1.json?words=1",
    "/lights/2",
    "/lights/2/notes/edit",
    "/lights/4",
    "/surveys/s-1.csv",
    "/favicon.ico",
    "/icon.svg",
    "/sw.js",
    "/robots.txt",
    "/sitemap.xml",
    "/demo/figures-of-speech-2.mp3",
    "/figures/1?t=16",
    "/figures/1?t=16#p3",
    "/lights/1/history?page=2",
    "/lights/1/correct?p=12",
    "/lights/1/report?p=12",
    "/gaps?show=lights",
    "/gaps/lights/1?p=12&gap=0",
    "/contributions/33?version=1",
    "/lights?page=7",
    "/search?q=lamp",
    "/search?q=lamp&show=lights",
    "/search?q=the",
    "/claims?page=2",
    "/review?show=lights",
    "/sign-in?callbackUrl=%2Flights",
    "/api/oembed?url=SITE%2Ffigures%2F1",
    "/nobody",
    "/nobody/at-all",
    "/lights/99",
    "/lights/99.vtt",
    "/lights/1/nothing",
    "/LIGHTS",
    "/lights/1/",
    "/figures/1/words/1?v=000000000000",
  ].map((address) => ({ address })),
  { address: "/demo/figures-of-speech-2.mp3", headers: { Range: "bytes=0-99" } },
  { address: "/demo/figures-of-speech-2.mp3", headers: { Range: "bytes=99999999-" } },
  ...(
    [
      ["/api/plays", "text/plain", "/lights/1"],
      ["/api/plays", "application/json", "{"],
      ["/api/v1/contributions", "application/json", "{}"],
      ["/api/v1/contributions/1/reviews", "application/json", "{}"],
      ["/review/decide", "application/json", "{}"],
      ["/surveys/propose/check", "text/csv", "survey,wave\n"],
      ["/transcripts.git/git-upload-pack", "application/x-git-upload-pack-request", "0000"],
      ["/transcripts.git/git-receive-pack", "application/x-git-receive-pack-request", "0000"],
    ] as const
  ).map(([address, type, body]) => ({
    ...{ address, method: "POST" as const, body },
    headers: { "Content-Type": type },
  })),
];

// The end of the address that each kind of file serves. Next adds a hash to others, or only a rewrite reaches them.
const FILES: Readonly<Record<string, string>> = {
  "opengraph-image.tsx": "/opengraph-image",
  "page.tsx": "",
  "route.ts": "",
};

/** All requests to a site with a fixture's data, derived from the files of `app`. */
export function listAddresses(root: string): Request[] {
  const app = join(root, "app");
  const found = readdirSync(app, { recursive: true, encoding: "utf8" }).flatMap((path) => {
    const parts = path.split("/");
    const file = parts.pop() ?? "";
    const more = FILES[file];
    if (more === undefined) return [];
    const folders = parts.filter((part) => !/^\(.*\)$/.test(part));
    return filled(folders.map((part) => `/${part}`).join("")).map((address) => `${address}${more}` || "/");
  });
  const asked = [...new Set(found)].sort().map((address) => ({ address }));
  return [...asked, ...MORE];
}

/** A route's addresses with example values. */
function filled(route: string): string[] {
  const prefix = Object.keys(EXAMPLES)
    .filter((each) => route === each || route.startsWith(`${each}/`))
    .sort((a, b) => b.length - a.length)[0];
  const rest = prefix === undefined ? route : route.slice(prefix.length);
  if (rest.includes("[")) throw new Error(`There is no example of ${route}: name one in EXAMPLES`);
  return (prefix === undefined ? [""] : (EXAMPLES[prefix] ?? [])).map((each) => `${each}${rest}`);
}
