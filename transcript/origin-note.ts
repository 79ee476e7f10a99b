import { flatten } from "./words";

/** Who made a text's first version: a person, a recogniser by name, or nobody knows. */
export interface TextOrigin {
  readonly origin: "person" | "recogniser" | "unknown";
  /** The recogniser's name, if one made it. */
  readonly recogniser: string | null;
}

const BY_RECOGNISER = "The first version of this text was made by a recogniser:";

/** The sentence by which a file says who made its text: one line, without what captions take for an arrow. */
export function originNote({ origin, recogniser }: TextOrigin): string {
  if (recogniser !== null) return `${BY_RECOGNISER} ${flatten(recogniser).replaceAll("-->", "→")}.`;
  return origin === "person"
    ? "The first version of this text was made by a person."
    : "Nobody says who or what made the first version of this text.";
}

const NOTE =
  /^(?:The first version of this text was made by a (?:person|recogniser: (.{1,200}))|Nobody says who or what made the first version of this text)\.$/u;

/**
 * Whether a line of a file is the sentence of `originNote`, and the recogniser that it names; null where it is something
 * else. So a file of this site that is read again does not begin to speak of itself.
 */
export function readOriginNote(line: string): { readonly maker: string | null } | null {
  const found = line.length < 300 ? NOTE.exec(line.trim()) : null;
  return found && { maker: found[1] ?? null };
}
