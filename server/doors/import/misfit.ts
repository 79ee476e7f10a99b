import { z } from "zod";
import { EPISODE_SLUG, isOwnAddress, isShowAddress, SHOW_SLUG } from "@/lib/addresses";
import { CONTROL_CLASS } from "@/transcript";

// The longest name in most file systems: a folder cannot have a longer one.
const LONGEST_NAME = 255;

/** A show's name in addresses. */
export const showSlug = z
  .string()
  .max(LONGEST_NAME, "it is too long for an address")
  .regex(
    SHOW_SLUG,
    "it cannot be an address: use only a-z, 0-9, hyphen and underscore, and begin with a letter or digit",
  )
  .refine((slug) => !isOwnAddress(slug), "the site uses this address itself");

/** An episode's name in addresses. */
export const episodeSlug = z
  .string()
  .max(LONGEST_NAME, "it is too long for an address")
  .regex(
    EPISODE_SLUG,
    "it cannot be an address: use only letters a-z, digits, hyphen and underscore, and begin with a letter or digit",
  )
  .refine((slug) => !isShowAddress(slug), "every show has its own page of that name: rename the file");

const PART = `[^/\\\\${CONTROL_CLASS}\\ufffd]+`;

/** Where a document lies in the repository: `{show}/{file}.md`, and nowhere else. */
export const documentPath = z
  .string()
  .max(2 * LONGEST_NAME + 1)
  .regex(
    new RegExp(`^${PART}/${PART}\\.md$`),
    "its path must be a folder and a file's name, without backslashes or control characters",
  )
  .refine(
    (path) => path.split("/").every((part) => !part.startsWith(".")),
    "a part of its path begins with a dot",
  );

/** Why a value does not fit a schema, in a few words; null if it does. */
export function misfit(schema: z.ZodType<string>, value: string): string | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? "it is not valid");
}
