import { IMPORT } from "@/server/text/documents/import-author";
import { onOneLine } from "@/transcript";

/** Names under which the platform itself writes history, or which would seem to be its own. */
const RESERVED = [
  ...[IMPORT.name, "On Record", "Trust rule", "Mirror rule", "Mirror", "Unknown"],
  ...["Admin", "Administrator", "Maintainer", "Moderator", "Owner", "Platform", "Root", "Support", "System"],
];

// Letters of other scripts that look like the Latin ones of the names above, and signs that are written for letters.
const LOOKALIKES: readonly (readonly [string, string])[] = [
  ["a", "аɑα@4ａ"],
  ["c", "сϲ¢"],
  ["d", "ԁɗ"],
  ["e", "еєеεҽ3"],
  ["i", "іıιɩӏlⅼ1|!í"],
  ["k", "кκ"],
  ["m", "мⅿ"],
  ["n", "ոпη"],
  ["o", "оοօσ0ө"],
  ["p", "рρ"],
  ["r", "гɾ"],
  ["s", "ѕʂ5$"],
  ["t", "тτ7"],
  ["u", "υս"],
  ["w", "ԝѡω"],
  ["y", "уγ"],
];
const LATIN = new Map(
  LOOKALIKES.flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);

/** A name as the eye takes it in: without marks, spaces, case, and the script of its letters. */
function skeleton(name: string): string {
  const plain = onOneLine(name).normalize("NFKD").toLowerCase();
  return [...plain]
    .map((letter) => LATIN.get(letter) ?? letter)
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .join("");
}

const SKELETONS = new Set(RESERVED.map(skeleton));

/** Whether a name is the platform's own, in whatever case, spelling or script it is written. */
export const isReservedName = (name: string): boolean => SKELETONS.has(skeleton(name));
