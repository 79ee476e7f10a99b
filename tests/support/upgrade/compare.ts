import { createHash } from "node:crypto";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The places where a value lacks what the other one has. It may have more properties, but not other items. */
export function lacking(now: unknown, then: unknown, at = ""): string[] {
  if (Array.isArray(then)) {
    if (!Array.isArray(now)) return [`${at}: no list any more`];
    if (now.length !== then.length) return [`${at}: ${now.length} entries instead of ${then.length}`];
    return then.flatMap((each, index) => lacking(now[index], each, `${at}[${index}]`));
  }
  if (isObject(then)) {
    if (!isObject(now)) return [`${at}: no object any more`];
    return Object.entries(then).flatMap(([key, each]) => {
      if (!(key in now)) return [`${at}.${key}: is gone`];
      return isWording(key, then) ? [] : lacking(now[key], each, `${at}.${key}`);
    });
  }
  return Object.is(now, then) || saysGaps(now, then)
    ? []
    : [`${at}: ${JSON.stringify(now)} instead of ${JSON.stringify(then)}`];
}

/**
 * Whether a text is the one of then, with the places that could not be heard: since 0.2.0 every text that is made of a
 * transcript says them.
 */
const saysGaps = (now: unknown, then: unknown) => {
  if (typeof now !== "string" || typeof then !== "string" || !now.includes("[unintelligible]")) return false;
  const plain = (text: string) => text.replaceAll("[unintelligible]", " ").replace(/\s+/g, " ").trim();
  return plain(now) === plain(then);
};

/** Whether a property is the wording of a problem (RFC 9457), for people to read: programs go by its type. */
const isWording = (key: string, { type, status }: Json) =>
  (key === "title" || key === "detail") && typeof type === "string" && typeof status === "number";

/** The names of the properties in a value, including those of inner objects: `data.author.name`, `hunks[].start`. */
export function keysIn(value: unknown, at = ""): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...keysIn(each, `${at}[]`)]));
  if (!isObject(value)) return new Set();
  return new Set(
    Object.entries(value).flatMap(([key, each]) => {
      const name = at === "" ? key : `${at}.${key}`;
      return [name, ...keysIn(each, name)];
    }),
  );
}

/** The value with every long text replaced by its hash, so that a file can hold many. */
export function brief(value: unknown): unknown {
  if (typeof value === "string")
    return value.length > 200 ? `sha256:${createHash("sha256").update(value).digest("hex")}` : value;
  if (Array.isArray(value)) return value.map(brief);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, brief(each)]));
  return value;
}
