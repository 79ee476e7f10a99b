import { parseDocument as parseYaml } from "yaml";
import { findFrontMatter, type TextOrigin } from "@/transcript";
import { readDate } from "./read-date";
import { oneLine, webAddress } from "./read-values";
import type { Remark } from "./remarks";

/** What a file's front matter says of its episode. What it does not say is null or empty. */
export interface FrontMatterData {
  readonly title: string | null;
  readonly description: string | null;
  readonly publishedAt: Date | null;
  readonly speakers: readonly string[];
  /** A file that can be played. */
  readonly audioUrl: string | null;
  /** A page about the episode, such as its video's. */
  readonly link: string | null;
  readonly season: number | null;
  readonly number: number | null;
  /** Who wrote the text; null if it does not say. */
  readonly origin: TextOrigin | null;
}

const LONGEST = { matter: 50_000, title: 500, description: 400, name: 200 };
const MOST_SPEAKERS = 100;
const PLAYABLE = /\.(?:mp3|m4a|m4b|aac|ogg|oga|opus|flac|wav|mp4|m4v|webm)$/i;

/**
 * Reads a file's YAML front matter, as Jekyll, Hugo and bitcointranscripts have it: title, date, speakers, media. Null if
 * there is none. Of YAML that is not well-formed nothing is taken, and that is reported with its line.
 */
export function readFrontMatter(
  text: string,
): { readonly data: FrontMatterData | null; readonly remarks: readonly Remark[] } | null {
  const found = findFrontMatter(text);
  if (!found) return null;
  const source = text.slice(found.start, found.end);
  const wrong = (line: number, reason: string) => ({ data: null, remarks: [{ line, reason }] });
  if (source.length > LONGEST.matter) return wrong(1, "its front matter is too long, and was not read");
  // A schema of plain values: nothing in it makes an object of a class. Aliases are not followed, so nothing can grow.
  const parsed = parseYaml(source, { schema: "core", uniqueKeys: false, logLevel: "silent" });
  const [error] = parsed.errors;
  if (error) {
    const line = source.slice(0, error.pos[0]).split("\n").length + 1;
    return wrong(line, `its front matter is not YAML: ${oneLine(error.message.split("\n")[0], 200)}`);
  }
  let value: unknown;
  try {
    value = parsed.toJS({ maxAliasCount: 0 });
  } catch {
    return wrong(1, "its front matter has aliases, and was not read");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return wrong(1, "its front matter has no keys, and was not read");
  return readData(new Map(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each] as const)));
}

function readData(values: ReadonlyMap<string, unknown>) {
  const remarks: Remark[] = [];
  const text = (...keys: string[]) => keys.flatMap((key) => textOf(values.get(key)) ?? [])[0];
  const said = text("date", "published", "pubdate");
  const { date } = readDate(said);
  if (said !== undefined && date === null)
    remarks.push({ line: 1, reason: `its front matter's date cannot be read: ${oneLine(said, 60)}` });
  const media = webAddress(text("media", "audio", "mp3", "enclosure"));
  const isPlayable = media !== null && PLAYABLE.test(new URL(media).pathname);
  const data: FrontMatterData = {
    title: oneLine(text("title"), LONGEST.title),
    description: oneLine(text("description", "summary", "subtitle"), LONGEST.description),
    publishedAt: date,
    speakers: namesOf(values.get("speakers") ?? values.get("speaker") ?? values.get("guests")),
    audioUrl: isPlayable ? media : null,
    link: webAddress(text("link", "url", "source")) ?? (isPlayable ? null : media),
    season: whole(text("season")),
    number: whole(text("episode", "episode_number", "number")),
    origin: originOf(text("transcript_by", "transcribed_by", "transcriber")),
  };
  return { data, remarks };
}

// Programs that people name in place of a person; tstbtc is the one of bitcointranscripts.
const RECOGNISER =
  /^(?:tstbtc|(?:open ?ai )?whisper(?:x|\.cpp)?|assembly ?ai|deepgram|otter(?:\.ai)?|descript|amazon transcribe|youtube|macwhisper|ai)\b[^,;]{0,60}$/iu;

/** Whoever a text says it is written by: a recogniser if it names one that is known, else a person. */
function originOf(said: string | undefined): TextOrigin | null {
  const by = oneLine(said?.split(/\s(?:via|--)/, 1)[0], LONGEST.name);
  if (by === null) return null;
  return RECOGNISER.test(by)
    ? { origin: "recogniser", recogniser: by }
    : { origin: "person", recogniser: null };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() || undefined;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  // A list of one, as some write it.
  return Array.isArray(value) && value.length > 0 ? textOf(value[0]) : undefined;
}

function namesOf(value: unknown): string[] {
  const list =
    typeof value === "string"
      ? value.split(/[,;]/).map((name) => name.trim())
      : Array.isArray(value)
        ? value
        : [];
  const names = list.flatMap((each: unknown) => oneLine(textOf(each), LONGEST.name) ?? []);
  return [...new Set(names)].slice(0, MOST_SPEAKERS);
}

function whole(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : null;
}
