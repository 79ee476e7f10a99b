import { z } from "zod";
import { EPISODE_SLUG, isOwnAddress, isShowAddress, SHOW_SLUG } from "@/lib/addresses";
import { CONTROL_CLASS } from "@/transcript";

// What a file system lets a name be: longer ones cannot come from a folder.
const LONGEST_NAME = 255;

/** The name of a show in its addresses. */
export const showSlug = z
  .string()
  .max(LONGEST_NAME, "it is too long for an address")
  .regex(
    SHOW_SLUG,
    "it cannot be an address: only a-z, 0-9, hyphen and underscore can, a letter or digit first",
  )
  .refine((slug) => !isOwnAddress(slug), "the platform has an address of that name");

/** The name of an episode in its addresses. */
export const episodeSlug = z
  .string()
  .max(LONGEST_NAME, "it is too long for an address")
  .regex(
    EPISODE_SLUG,
    "it cannot be an address: only letters a-z, digits, hyphen and underscore can, a letter or digit first",
  )
  .refine((slug) => !isShowAddress(slug), "a show has a page of that name: call the file otherwise");

const PART = `[^/\\\\${CONTROL_CLASS}\\ufffd]+`;

/** Where a document lies in the repository: `{show}/{file}.md`, and nowhere else. */
export const documentPath = z
  .string()
  .max(2 * LONGEST_NAME + 1)
  .regex(
    new RegExp(`^${PART}/${PART}\\.md$`),
    "its path must be a folder and a file's name, without backslashes or control characters",
  )
  .refine((path) => path.split("/").every((part) => !part.startsWith(".")), "its path leads elsewhere");

/** Why a value does not fit a schema, in a few words; null where it does. */
export function misfit(schema: z.ZodType<string>, value: string): string | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? "it is not valid");
}
