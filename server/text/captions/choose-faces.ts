import { join } from "node:path";

/** A font as pdfkit opens it. */
export interface Face {
  /** The name that it is registered under. */
  readonly name: string;
  readonly file: string;
}

/** A piece of a word in one font. */
export interface FacedText {
  /** None: no font has a shape for it. */
  readonly face: Face | null;
  readonly text: string;
}

// From the root, where the server runs: no bundle has them.
const packages = join(/* turbopackIgnore: true */ process.cwd(), "node_modules");

const SERIF = ["latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek"];

/**
 * The fonts that are looked through for a character, in this order: the serif of the site's pages (SIL OFL), which has
 * Latin, Cyrillic and Greek; then DejaVu Sans (12 MB, its licence lets it be embedded), which has 5,900 more characters,
 * Arabic, Hebrew, Armenian, Georgian and signs among them.
 */
const facesOf = (weight: 400 | 600, dejavu: string): readonly Face[] => [
  ...SERIF.map((script) => ({
    name: `${script}-${weight}`,
    file: join(packages, `@fontsource/source-serif-4/files/source-serif-4-${script}-${weight}-normal.woff`),
  })),
  { name: dejavu, file: join(packages, `dejavu-fonts-ttf/ttf/${dejavu}.ttf`) },
];

export const FACES = { plain: facesOf(400, "DejaVuSans"), bold: facesOf(600, "DejaVuSans-Bold") } as const;

const ASCII = /^[\u0020-\u007e]*$/;
// They have no shape of their own: joiners, variation selectors, marks of direction.
const SHAPELESS = /\p{Default_Ignorable_Code_Point}/gu;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Divides a text into pieces of one font each. What is read as one character stays in one font.
 *
 * @param has whether a font has a shape for a code point
 */
export function chooseFaces(
  text: string,
  faces: readonly Face[],
  has: (face: Face, codePoint: number) => boolean,
): FacedText[] {
  const [first] = faces;
  if (first && ASCII.test(text)) return [{ face: first, text }];
  const found: { face: Face | null; text: string }[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const codePoints = Array.from(segment.replace(SHAPELESS, ""), (sign) => sign.codePointAt(0) ?? 0);
    const face = faces.find((each) => codePoints.every((codePoint) => has(each, codePoint))) ?? null;
    const last = found.at(-1);
    if (last && last.face === face) last.text += segment;
    else found.push({ face, text: segment });
  }
  return found;
}
