import type { Description } from "../../server/doors/api/describe-api";
import { readFeed } from "../../server/doors/feeds/read-feed";
import { readTranscriptFile } from "../../server/text/transcript-files/read-transcript-file";
import { readSurveyCsv } from "../../server/work/surveys/read-survey-csv";
import { applySplices, merge, parse, serialize, splices } from "../../transcript";
import { brokenFiles } from "./broken-files";
import { HOSTILE, hostileText } from "./hostile-texts";
import type { Random } from "./random";

/** Without halves of a character, which no address and no form can carry. */
export const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** A request as it is kept: everything that is sent. */
export interface Request {
  readonly method: string;
  /** With its query, as it is written into the first line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A body that is no text, in base64. */
  readonly bytes?: string;
  /** Whose it is: somebody's name; nobody's by default. */
  readonly as?: string | null;
}

/** Asks the site, or a part of it. */
export type Ask = (request: Request) => Promise<{
  readonly status: number;
  /** Whether it says when to ask again. */
  readonly later?: boolean;
}>;

/** What a case is made of, as JSON: kept where it fails. */
export type Case = object;

export interface Target {
  readonly make: (random: Random) => Case;
  /** Cases chosen by hand. */
  readonly chosen?: readonly Case[];
  /** How many of its cases are made for four of another's: fewer where one takes long. */
  readonly share?: number;
  /** Whether it runs in this process, and asks nothing of the site. */
  readonly here?: true;
  /** What is wrong with it; null where nothing is. Whatever is thrown is wrong too. */
  readonly run: (made: never, ask: Ask) => Promise<string | null>;
}

/** Nothing that is sent makes the site fail; it may say that it is busy, and when to ask again. */
export const overHttp = async (request: Request, ask: Ask): Promise<string | null> => {
  const { status, later = false } = await ask(request);
  return status >= 500 && !(status === 503 && later) ? `${status}` : null;
};

/** What may stand in a path: whatever is no separator of the line it is sent in. */
export const inPath = (text: string) => encodeURIComponent(wellFormed(text)).replaceAll("%25", "%");

/** Calls as the API's own description has them, with values that fit and values that do not. */
function api({ paths }: Description): Target {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const KNOWN: Readonly<Record<string, string>> = {
    show: "figures",
    episode: "1",
    kind: "transcript",
    id: "1",
  };
  const make = (random: Random): Request => {
    const { path, method, operation } = random.one(operations);
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      random.onceIn(3) ? inPath(hostileText(random).slice(0, 300)) : (KNOWN[name] ?? "1"),
    );
    const query = new URLSearchParams();
    for (const { name, in: where } of operation.parameters ?? [])
      if (where === "query" && random.onceIn(2))
        query.append(name, random.onceIn(2) ? "1" : wellFormed(hostileText(random)));
    if (random.onceIn(10)) query.append(wellFormed(hostileText(random)).slice(0, 50), "1");
    const search = query.size > 0 ? `?${query.toString().slice(0, 6000)}` : "";
    const body = method === "GET" ? undefined : hostileJson(random);
    return {
      method: random.onceIn(20) ? random.one(["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]) : method,
      path: `/api/v1${filled.startsWith("/") ? "" : "/"}${filled}${search}`,
      headers: {
        ...(body === undefined
          ? {}
          : { "content-type": random.onceIn(8) ? "text/plain" : "application/json" }),
        ...(random.onceIn(5)
          ? { authorization: random.one(["Bearer x", "Basic eDp5", "Bearer", "Bearer or_x_y"]) }
          : {}),
        ...(random.onceIn(8) ? { "if-none-match": random.one(['"x"', "*", " ".repeat(5000), "W/,,"]) } : {}),
      },
      ...(body === undefined ? {} : { body }),
    };
  };
  const chosen = operations.flatMap(({ path, method }) =>
    HOSTILE.filter((text) => text.length < 3000).map((text) => ({
      ...{ method, headers: { "content-type": "application/json" } },
      path: `/api/v1${path.replace(/\{\w+\}/g, () => inPath(text) || "1")}?cursor=${encodeURIComponent(wellFormed(text))}`,
      ...(method === "GET" ? {} : { body: JSON.stringify({ document: text, base: text, text, version: 1 }) }),
    })),
  );
  return { make, chosen, run: overHttp };
}

function hostileJson(random: Random): string {
  const value = (depth: number): unknown => {
    const kind = random.whole(depth > 3 ? 4 : 7);
    if (kind === 0) return hostileText(random);
    if (kind === 1) return random.one([0, -1, 1.5, 1e308, 2 ** 53]);
    if (kind === 2) return random.one([true, false, null]);
    if (kind === 3) return "figures/1";
    if (kind === 4) return Array.from({ length: random.whole(4) }, () => value(depth + 1));
    const names = [
      "document",
      "kind",
      "base",
      "text",
      "message",
      "decision",
      "version",
      "on",
      "comment",
      "__proto__",
    ];
    return Object.fromEntries(names.filter(() => random.onceIn(2)).map((name) => [name, value(depth + 1)]));
  };
  const text = JSON.stringify(value(0)) ?? "null";
  return random.onceIn(10) ? text.slice(0, random.whole(text.length + 1)) : text;
}

/** Addresses of pages, with what may stand in their parts and behind them. */
function pages(addresses: readonly string[]): Target {
  const KNOWN: Readonly<Record<string, string>> = {
    show: "figures",
    slug: "1",
    handle: "casey",
    format: "vtt",
  };
  const fields = [
    "t",
    "q",
    "page",
    "show",
    "year",
    "speaker",
    "said",
    "id",
    "against",
    "of",
    "p",
    "revision",
    "words",
    "error",
  ];
  const make = (random: Random): Request => {
    const path = random
      .one(addresses)
      .replace(/\[{1,2}(?:\.{3})?(\w+)\]{1,2}/g, (_, name: string) =>
        random.onceIn(3) ? inPath(hostileText(random).slice(0, 200)) : (KNOWN[name] ?? "1"),
      );
    const query = Array.from(
      { length: random.whole(3) },
      () =>
        `${random.one(fields)}=${random.onceIn(8) ? "%" : encodeURIComponent(wellFormed(hostileText(random)).slice(0, 500))}`,
    );
    return {
      method: random.onceIn(15) ? random.one(["HEAD", "POST", "PUT", "DELETE", "OPTIONS"]) : "GET",
      path: (path || "/") + (query.length > 0 ? `?${query.join("&")}` : ""),
      headers: {
        ...(random.onceIn(6) ? { rsc: "1" } : {}),
        ...(random.onceIn(8)
          ? { range: random.one(["bytes=0-", "bytes=9-1", "bytes=x", "bytes=99999999-"]) }
          : {}),
        ...(random.onceIn(8) ? { accept: random.one(["*/*", "text/vtt", ",;", "application/json"]) } : {}),
        ...(random.onceIn(8)
          ? { cookie: random.one(["next-auth.session-token=x", "a=b;;=", "next-auth.callback-url=x"]) }
          : {}),
      },
    };
  };
  const chosen = addresses.flatMap((address) =>
    HOSTILE.filter((text) => text.length < 2500).map((text) => ({
      ...{ method: "GET", headers: {} },
      path: `${address.replace(/\[{1,2}(?:\.{3})?\w+\]{1,2}/g, () => inPath(text) || "1") || "/"}?q=${encodeURIComponent(wellFormed(text))}&t=${inPath(text)}`,
    })),
  );
  return { make, chosen, run: overHttp };
}

/** Forms, whole and broken, from here and from elsewhere. */
function forms(addresses: readonly string[]): Target {
  const make = (random: Random): Request => {
    const address = random.one([
      ...addresses,
      "/review/decide",
      "/api/plays",
      "/api/auth/signin/email",
      "/api/content-reports",
    ]);
    const path = address.replace(/\[{1,2}(?:\.{3})?(\w+)\]{1,2}/g, "1");
    const parts = Array.from({ length: random.whole(5) }, () => {
      const name = random.one([
        "$ACTION_ID_0",
        "text",
        "id",
        "csv",
        "decision",
        "base",
        "documentId",
        "1_$ACTION_REF_1",
      ]);
      return `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${wellFormed(hostileText(random))}\r\n`;
    });
    const whole = `${parts.join("")}--x--\r\n`;
    const body = random.onceIn(3) ? whole.slice(0, random.whole(whole.length + 1)) : whole;
    return {
      method: "POST",
      path,
      headers: {
        "content-type": random.one([
          ...["multipart/form-data; boundary=x", "multipart/form-data; boundary=x", "multipart/form-data"],
          ...[
            "multipart/form-data; boundary=",
            "application/x-www-form-urlencoded",
            "text/plain",
            "application/json",
          ],
        ]),
        ...(random.onceIn(4) ? { origin: random.one(["https://evil.example", "null", "x"]) } : {}),
        ...(random.onceIn(4) ? { "next-action": random.one(["x", "0".repeat(42), "__proto__"]) } : {}),
      },
      body,
    };
  };
  return { make, run: overHttp };
}

const GIT = "/transcripts.git";

/** git's addresses, with lines that are nearly its own. */
const git: Target = {
  make: (random): Request => {
    const service = random.one(["git-upload-pack", "git-receive-pack", "x", ""]);
    if (random.onceIn(2))
      return {
        method: "GET",
        path: `${GIT}/info/refs?service=${service}`,
        headers: random.onceIn(2)
          ? { "git-protocol": random.one(["version=2", "version=9", "x".repeat(3000)]) }
          : {},
      };
    const lines = Array.from({ length: random.whole(6) }, () => {
      const line =
        random.one(["want ", "have ", "done\n", "command=ls-refs\n", "deepen 1\n", "shallow "]) +
        random.one(["0".repeat(40), "f".repeat(40), "x", wellFormed(hostileText(random)).slice(0, 100)]);
      return (line.length + 4).toString(16).padStart(4, "0") + line;
    });
    const body =
      random.one(["", "0000", "0001", "zzzz", "ffff"]) +
      lines.join("") +
      random.one(["0000", "0009done\n", ""]);
    return {
      method: "POST",
      path: `${GIT}/${service}`,
      headers: { "content-type": `application/x-${service}-request` },
      body,
    };
  },
  run: overHttp,
};

const bytesOf = (text: string) => new TextEncoder().encode(text);
const text = (random: Random) => ({ text: hostileText(random) + hostileText(random) + hostileText(random) });
const chosenTexts = HOSTILE.map((each) => ({ text: each }));

/** The parsers of what comes from elsewhere: they refuse, and never throw. */
const PARSERS: Readonly<Record<string, Target>> = {
  files: brokenFiles,
  captions: {
    here: true,
    make: text,
    chosen: chosenTexts,
    run: async ({ text: given }: { text: string }) => {
      for (const type of ["text/vtt", "application/srt", "application/json", "text/html"] as const)
        await readTranscriptFile(bytesOf(given), { type, name: "" });
      return null;
    },
  },
  feeds: {
    here: true,
    make: (random) => ({ text: `<rss><channel>${text(random).text}</channel></rss>` }),
    chosen: chosenTexts,
    run: async ({ text: given }: { text: string }) => {
      readFeed(bytesOf(given));
      return null;
    },
  },
  csv: {
    here: true,
    make: (random) => ({
      text: `survey,wave,question,wording,category,statistic,value\n${Array.from({ length: 1 + random.whole(5) }, () => Array.from({ length: 7 }, () => hostileText(random)).join(",")).join("\n")}`,
    }),
    chosen: chosenTexts,
    run: async ({ text: given }: { text: string }) => {
      await readSurveyCsv([bytesOf(given)]);
      return null;
    },
  },
  merge: {
    here: true,
    make: (random) => {
      const base = text(random).text;
      const changed = () => {
        const at = random.whole(base.length + 1);
        return (
          base.slice(0, at) + hostileText(random) + base.slice(Math.min(base.length, at + random.whole(20)))
        );
      };
      return { base, ours: changed(), theirs: changed() };
    },
    run: async ({ base, ours, theirs }: { base: string; ours: string; theirs: string }) => {
      const [b, o, t] = [parse(base), parse(ours), parse(theirs)];
      if (serialize(b) !== base || serialize(o) !== ours) return "a text is not read back as it was";
      if (applySplices(b, splices(b, o)) !== ours) return "the splices do not make the text";
      const merged = merge(b, o, t);
      if (merged.ok && serialize(parse(serialize(merged.transcript))) !== serialize(merged.transcript))
        return "what was merged is not read back as it was";
      const same = merge(b, o, o);
      return same.ok && serialize(same.transcript) === ours
        ? null
        : "the same change on both sides conflicts";
    },
  },
};

/** All targets, by name. */
export const targetsOf = (
  description: Description,
  addresses: readonly string[],
): Readonly<Record<string, Target>> => ({
  api: api(description),
  pages: pages(addresses),
  forms: forms(addresses),
  git: { ...git, share: 2 },
  ...PARSERS,
});
