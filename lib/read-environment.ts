import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { CAME_BY_PROXY, CLIENT_ADDRESS } from "./http/client-headers";
import type { Hours } from "./is-within-hours";
import { splitCommand } from "./split-command";
import { trimEndWhere } from "./trim-where";

/** Host names of this machine itself. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/** Whether a URL names this machine by a loopback address. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}

/**
 * Whether a request came from this machine to its loopback address, judging by its headers and by what the server noted
 * of its connection. A proxy that behaves exactly like a local browser (it writes Host and Origin anew, names nobody and
 * keeps its connections) cannot be told from one: nobody should put one before the demonstration.
 */
export function isLoopbackRequest(headers: Pick<Headers, "get">): boolean {
  const all = (name: string) =>
    (headers.get(name) ?? "")
      .split(",")
      .map((value) => value.trim())
      .filter(Boolean);
  const host = headers.get("host");
  if (headers.get(CAME_BY_PROXY) !== null) return false;
  return (
    !!host &&
    [host, ...all("x-forwarded-host"), ...all("x-forwarded-server")].every((name) =>
      isLoopback(`http://${name}`),
    ) &&
    [...all("x-forwarded-for"), ...all("x-real-ip"), ...all(CLIENT_ADDRESS)].every((address) =>
      LOOPBACK_ADDRESS.test(address),
    ) &&
    all("origin").every(isLoopback) &&
    // Only a proxy sets these two.
    headers.get("forwarded") === null &&
    headers.get("via") === null
  );
}

const LOOPBACK_ADDRESS = /^(?:(?:::ffff:)?127(?:\.\d{1,3}){3}|::1|\[::1\])$/;

const choice = z
  .enum(["0", "1", "false", "true", ""])
  .default("")
  .transform((value) => (value === "" ? undefined : value === "1" || value === "true"));

const text = z
  .string()
  .trim()
  .transform((value) => value || undefined)
  .optional();

/** `22-6`: from ten in the evening until six in the morning. */
const hours = z
  .string()
  .default("")
  .transform((value) => value.trim())
  .refine((value) => value === "" || /^(?:[01]?\d|2[0-3])-(?:[01]?\d|2[0-4])$/.test(value), {
    error: "give two hours with a dash between them, such as 22-6",
  })
  .transform((value) => {
    const [from, to] = value.split("-").map(Number);
    return from === undefined || to === undefined ? null : { from, to };
  });

/** A program with its arguments. */
const command = z
  .string()
  .default("")
  .refine((value) => value.trim() === "" || splitCommand(value) !== null, {
    error: "a quote does not end",
  })
  .transform((value) => splitCommand(value));

const PRICE = /^(\d{1,9}(?:\.\d{1,9})?) ([^\s]{1,10})$/;

/** A price: `0.36 USD`. */
const price = z
  .string()
  .default("")
  .transform((value) => value.trim())
  .refine((value) => value === "" || PRICE.test(value), {
    error: "give a number and a currency, such as 0.36 USD",
  })
  .transform((value) => {
    const [, amount, currency = ""] = PRICE.exec(value) ?? [];
    return amount === undefined ? null : { amount: Number(amount), currency };
  });

const PROXY_NAMES = ["loopback", "linklocal", "uniquelocal"];

/** Whether it is an IP address, a range of them (`10.0.0.0/8`), or a name for ranges that proxy-addr knows. */
function isProxies(part: string): boolean {
  if (PROXY_NAMES.includes(part)) return true;
  const [address = "", bits, ...rest] = part.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const proxies = z
  .string()
  .default("")
  .transform((list) => list.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every(isProxies), {
    error: `give IP addresses, ranges such as 10.0.0.0/8, or ${PROXY_NAMES.join(", ")}, with commas between them`,
  });

const schema = z.object({
  DATABASE_URL: text,
  ONRECORD_HOME: z.string().default(".onrecord"),
  /** Set by the commands that start the embedded PostgreSQL, so that other code can tell it from a real one. */
  ONRECORD_EMBEDDED: choice,
  ONRECORD_DEMO: choice,
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  NEXTAUTH_URL: text,
  NEXTAUTH_SECRET: text,
  GITHUB_ID: text,
  GITHUB_SECRET: text,
  SMTP_URL: text,
  MAIL_FROM: text,
  ONRECORD_FETCH_INTERNAL: choice,
  ONRECORD_PATTERNS: choice,
  TRUSTED_PROXIES: proxies,
  ONRECORD_DRAIN: z.coerce.number().min(0).max(600).optional(),
  ONRECORD_ALIGN: choice,
  ONRECORD_ALIGN_HOURS: hours,
  ALIGN_COMMAND: command,
  TRANSCRIBE_COMMAND: command,
  TRANSCRIBE_URL: text,
  TRANSCRIBE_KEY: text,
  TRANSCRIBE_MODEL: z.string().trim().min(1).max(200).default("whisper-1"),
  TRANSCRIBE_COST: price,
  ONRECORD_SOUNDS: z.coerce.number().min(0).max(100_000).default(4),
  UPLOADS_BUCKET: text,
  UPLOADS_REGION: z.string().trim().min(1).default("us-east-1"),
  UPLOADS_KEY_ID: text,
  UPLOADS_SECRET: text,
  ONRECORD_UPLOAD: z.coerce.number().int().min(1).max(5000).default(500),
  ONRECORD_HISTORY: z.enum(["anyone", "account"]).default("anyone"),
});

/** What hears words in audio. */
export type Recogniser =
  | { readonly way: "command"; readonly command: readonly [program: string, ...args: string[]] }
  | {
      readonly way: "address";
      /** Where audio is sent: it ends in `/audio/transcriptions`. */
      readonly url: string;
      readonly key: string | undefined;
      readonly model: string;
    };

/** The process's settings, checked and typed. */
export interface Environment {
  /** PostgreSQL's address; none means the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder that holds the embedded database. */
  readonly home: string;
  /** Absolute path of the folder with the projected git repository. Everything in it can be made again. */
  readonly repository: string;
  readonly port: number;
  /** The site's public URL, without a slash at its end. */
  readonly siteUrl: string;
  readonly secret: string | undefined;
  readonly github: { readonly id: string; readonly secret: string } | undefined;
  readonly mail: { readonly smtp: string; readonly from: string } | undefined;
  /** Whether the database should hold the demonstration show. */
  readonly demonstration: boolean;
  /** Sign-in without a password as the demonstration's people. */
  readonly demo: boolean;
  /** Allows fetching feeds, and the files they name, from internal addresses too. */
  readonly fetchInternal: boolean;
  /** Whether word times are measured from audio, and in which hours of the day, in UTC; null for all. */
  readonly align: {
    readonly on: boolean;
    readonly hours: Hours | null;
    /** A program of the operator's that is asked for times too. */
    readonly command: readonly [program: string, ...args: string[]] | null;
  };
  /** What makes first drafts of transcripts from audio: nothing, a program of the operator's, or a service. */
  readonly transcribe: {
    readonly recogniser: Recogniser | null;
    /** What an hour of audio costs, where the operator says so. */
    readonly cost: { readonly amount: number; readonly currency: string } | null;
  };
  /** Where what is kept of sounds lies, and how large it may grow. Everything in it can be fetched again. */
  readonly sounds: { readonly path: string; readonly mostBytes: number };
  /**
   * Where uploaded audio and pictures lie: in a folder, or in a bucket of an S3-compatible service; and how many bytes an
   * upload may have.
   */
  readonly uploads: {
    readonly folder: string;
    readonly bucket:
      | { readonly url: string; readonly region: string; readonly keyId: string; readonly secret: string }
      | undefined;
    readonly mostBytes: number;
  };
  /** Seconds for which the site goes on answering after SIGTERM while it says that it is not ready. */
  readonly drainSeconds: number;
  /** Who reads history and comparisons: everybody, within one budget, or people with an account. */
  readonly historyReaders: "anyone" | "account";
  /** The proxies whose X-Forwarded-For is believed: addresses, ranges and names, as proxy-addr reads them. */
  readonly trustedProxies: readonly string[];
  /** Shows /patterns: in development, and where ONRECORD_PATTERNS says so. */
  readonly patterns: boolean;
}

/** @throws Error where only a part of a bucket's settings is there: files would go where nobody looks for them */
function bucketOf(e: z.output<typeof schema>) {
  const { UPLOADS_BUCKET: url, UPLOADS_REGION: region, UPLOADS_KEY_ID: keyId, UPLOADS_SECRET: secret } = e;
  if (url === undefined && keyId === undefined && secret === undefined) return undefined;
  if (url === undefined || keyId === undefined || secret === undefined || !/^https?:\/\/[^/]+\/./.test(url))
    throw new Error(
      "UPLOADS_BUCKET (an address such as https://s3.example.org/bucket), UPLOADS_KEY_ID and UPLOADS_SECRET go together.",
    );
  return { url, region, keyId, secret };
}

const TRANSCRIPTIONS = "/audio/transcriptions";

/** @throws Error where both a program and a service are named, or the service's address is none */
function recogniserOf(e: z.output<typeof schema>): Recogniser | null {
  const {
    TRANSCRIBE_COMMAND: command,
    TRANSCRIBE_URL: url,
    TRANSCRIBE_KEY: key,
    TRANSCRIBE_MODEL: model,
  } = e;
  if (command && url) throw new Error("Set one of TRANSCRIBE_COMMAND and TRANSCRIBE_URL, not both.");
  if (command) return { way: "command", command };
  if (!url) return null;
  const base = trimEndWhere(url, (sign) => sign === "/");
  if (!/^https?:$/.test(URL.canParse(base) ? new URL(base).protocol : ""))
    throw new Error("TRANSCRIBE_URL has to be an address such as https://api.example.org/v1.");
  const whole = base.endsWith(TRANSCRIPTIONS) ? base : `${base}${TRANSCRIPTIONS}`;
  return { way: "address", url: whole, key, model };
}

/**
 * Reads the environment. The demonstration belongs to the embedded database only, unless ONRECORD_DEMO turns
 * it off. Its sign-in asks for no password, so `demo` is true only if the site is also on a loopback address,
 * where nobody else can reach it.
 *
 * @throws Error naming every invalid variable
 */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`These environment variables are not valid. ${problems.join("; ")}`);
  }
  const e = parsed.data;
  const siteUrl = trimEndWhere(e.NEXTAUTH_URL ?? `http://localhost:${e.PORT}`, (sign) => sign === "/");
  const embeddedHere =
    e.ONRECORD_EMBEDDED === true && (e.DATABASE_URL === undefined || isLoopback(e.DATABASE_URL));
  const demonstration = e.ONRECORD_DEMO !== false && embeddedHere;
  const hasHome =
    e.DATABASE_URL === undefined || e.ONRECORD_EMBEDDED === true || source.ONRECORD_HOME !== undefined;
  const ownFolder = (name: string) =>
    hasHome
      ? join(resolve(e.ONRECORD_HOME), name)
      : join(tmpdir(), `onrecord-${name}-${process.getuid?.() ?? 0}`);
  return {
    databaseUrl: e.DATABASE_URL,
    home: resolve(e.ONRECORD_HOME),
    repository: ownFolder("repository"),
    port: e.PORT,
    siteUrl,
    secret: e.NEXTAUTH_SECRET,
    github: e.GITHUB_ID && e.GITHUB_SECRET ? { id: e.GITHUB_ID, secret: e.GITHUB_SECRET } : undefined,
    mail: e.SMTP_URL && e.MAIL_FROM ? { smtp: e.SMTP_URL, from: e.MAIL_FROM } : undefined,
    demonstration,
    demo: demonstration && isLoopback(siteUrl),
    fetchInternal: e.ONRECORD_FETCH_INTERNAL === true,
    align: {
      on: e.ONRECORD_ALIGN !== false,
      hours: e.ONRECORD_ALIGN_HOURS,
      command: e.ALIGN_COMMAND,
    },
    transcribe: { recogniser: recogniserOf(e), cost: e.TRANSCRIBE_COST },
    sounds: { path: ownFolder("sounds"), mostBytes: e.ONRECORD_SOUNDS * 1_000_000_000 },
    uploads: {
      folder: ownFolder("uploads"),
      bucket: bucketOf(e),
      mostBytes: e.ONRECORD_UPLOAD * 1_000_000,
    },
    drainSeconds: e.ONRECORD_DRAIN ?? (embeddedHere || e.DATABASE_URL === undefined ? 0 : 5),
    historyReaders: e.ONRECORD_HISTORY,
    trustedProxies: e.TRUSTED_PROXIES,
    patterns: e.ONRECORD_PATTERNS ?? source.NODE_ENV !== "production",
  };
}
