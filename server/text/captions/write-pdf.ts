import PDFDocument from "pdfkit";
import { transcriptFile as texts } from "@/lib/texts/en/shows";
import { type Paragraph, readableClock } from "@/transcript";
import { FACES, type Face } from "./choose-faces";
import { isRightToLeft, layOutLine } from "./lay-out-line";
import type { TranscriptDocument } from "./transcript-document";
import { type Piece, type Style, Typesetter } from "./typesetter";

// pdfkit (MIT, kept, 11 MB with what it needs) embeds of each font what a text uses. It breaks lines by one font alone, so
// lines are broken in `typesetter`.

// In points.
const MARGIN = 56;
/** The column of times, left of the words. */
const TIMES = 44;
const SIZES = { title: 19, name: 11, words: 10.5, small: 8.5 } as const;
const LEADING = 1.42;
/** From the top of a line to what its letters stand on. */
const ASCENT = 0.95;
const GREY = "#555555";
const UNHEARD = "#fdf0b0";
/** So many different characters without a shape are named. */
const MOST_NAMED = 200;

/** Writes a transcript as PDF, on A4. The same document gives the same bytes. */
export async function writePdf(document: TranscriptDocument): Promise<Uint8Array> {
  const writer = new PdfWriter(document);
  writer.write(document.title, { style: "bold", size: SIZES.title });
  writer.leave(4);
  for (const fact of document.facts) writer.write(fact, { size: SIZES.small, colour: GREY });
  for (const paragraph of document.paragraphs) writer.writeParagraph(paragraph);
  return writer.finish();
}

interface Look {
  readonly style?: Style;
  readonly size: number;
  readonly colour?: string;
  /** Where its lines begin; the margin by default. */
  readonly x?: number;
}

/** A text in one font, and where it stands. */
interface Span {
  readonly face: Face;
  text: string;
  readonly standsFor: string | null;
  readonly x: number;
}

class PdfWriter {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #setter: Typesetter;
  readonly #title: string;
  readonly #chunks: Buffer[] = [];
  readonly #finished: Promise<void>;
  #y = MARGIN;
  #pages = 0;

  constructor({ title, language, licence, changedAt }: TranscriptDocument) {
    const pdf = new PDFDocument({
      ...{
        size: "A4",
        margin: 0,
        lang: language,
        displayTitle: true,
        pdfVersion: "1.7",
        autoFirstPage: false,
      },
      info: { Title: title, Subject: licence, CreationDate: changedAt, ModDate: changedAt },
    });
    this.#pdf = pdf;
    this.#title = title;
    this.#finished = new Promise((done, fail) => {
      pdf.on("end", done).on("error", fail);
    });
    pdf.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
    for (const { name, file } of Object.values(FACES).flat()) pdf.registerFont(name, file);
    this.#setter = new Typesetter({
      has: (face, codePoint) => hasShape(pdf.font(face.name), codePoint),
      measure: (face, text) => pdf.font(face.name).fontSize(1).widthOfString(text),
    });
    this.#addPage();
  }

  leave(points: number): void {
    this.#y += points;
  }

  write(text: string, look: Look): void {
    const { style = "plain" } = look;
    this.#writeLines(this.#setter.piecesOf([{ text, isGap: false }], style), look, isRightToLeft(text));
  }

  writeParagraph({ speaker, isMarker, start, runs }: Paragraph): void {
    const x = MARGIN + TIMES;
    this.leave(speaker === null && !isMarker ? 3 : 9);
    // A name does not stand alone at the end of a page.
    this.#makeRoom((speaker === null ? 1 : 2) * SIZES.words * LEADING);
    if (speaker !== null) this.write(speaker, { style: "bold", size: SIZES.name, x });
    this.#drawLine(this.#setter.piecesOf([{ text: readableClock(start), isGap: false }], "plain"), {
      ...{ x: MARGIN, y: this.#y + SIZES.words * ASCENT, size: SIZES.small, colour: GREY },
    });
    const toRight = isRightToLeft(runs.map(({ text }) => text).join(""));
    const colour = isMarker ? GREY : "black";
    this.#writeLines(this.#setter.piecesOf(runs, "plain"), { size: SIZES.words, x, colour }, toRight);
  }

  async finish(): Promise<Uint8Array> {
    const missing = [...this.#setter.missing].toSorted();
    if (missing.length > 0) {
      const named = missing
        .slice(0, MOST_NAMED)
        .map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
      this.leave(14);
      this.write(texts.noShape(named.join(", "), missing.length - named.length), {
        size: SIZES.small,
        colour: GREY,
      });
    }
    this.#pdf.end();
    await this.#finished;
    return Buffer.concat(this.#chunks);
  }

  /** Opens a page, with the title and its number at the foot. */
  #addPage(): void {
    this.#pdf.addPage();
    this.#pages++;
    this.#y = MARGIN;
    const { height, width } = this.#pdf.page;
    const setting = { size: SIZES.small, style: "plain" } as const;
    const foot = { y: height - MARGIN * 0.6, size: SIZES.small, colour: GREY };
    const number = this.#setter.piecesOf([{ text: String(this.#pages), isGap: false }], "plain");
    this.#drawLine(number, { ...foot, x: width - MARGIN - this.#setter.widthOf(number, setting) });
    const title = this.#setter.piecesOf([{ text: this.#title, isGap: false }], "plain");
    const [line = []] = this.#setter.linesOf(title, { ...setting, width: width - 2 * MARGIN - 40 });
    this.#drawLine(line, { ...foot, x: MARGIN });
  }

  #makeRoom(points: number): void {
    if (this.#y + points > this.#pdf.page.height - MARGIN) this.#addPage();
  }

  #writeLines(pieces: readonly Piece[], look: Look, toRight: boolean): void {
    const { x = MARGIN, size, style = "plain", colour = "black" } = look;
    const width = this.#pdf.page.width - MARGIN - x;
    for (const line of this.#setter.linesOf(pieces, { size, style, width })) {
      this.#makeRoom(size * LEADING);
      const from = toRight ? x + width - this.#setter.widthOf(line, { size, style }) : x;
      this.#drawLine(line, { x: from, y: this.#y + size * ASCENT, size, style, colour });
      this.#y += size * LEADING;
    }
  }

  /** Draws a line of pieces; `y` is what its letters stand on. */
  #drawLine(
    pieces: readonly Piece[],
    { x, y, size, style = "plain", colour = "black" }: Look & { readonly x: number; readonly y: number },
  ): void {
    const space = this.#setter.space(style) * size;
    const spans: Span[] = [];
    let at = x;
    // Neighbours in one font are drawn at once: a page then has tens of pieces instead of hundreds.
    let mayGoOn = false;
    const line = pieces.some(({ level }) => level > 0) ? layOutLine(pieces) : pieces;
    for (const [i, { glyphs, width, isGap, spaced, level }] of line.entries()) {
      const before = line[i - 1];
      // Where text runs from right to left, the space before a word stands on its right.
      const isSpaced = before !== undefined && (level % 2 === 1 ? before.spaced : spaced);
      if (isSpaced) at += space;
      if (isGap) this.#pdf.rect(at - 1, y - size, width * size + 2, size * 1.3).fill(UNHEARD);
      for (const [k, { face, text, standsFor, width: own }] of glyphs.entries()) {
        const last = spans.at(-1);
        const isPlain = standsFor === null && level === 0;
        if (last && mayGoOn && isPlain && last.face === face)
          last.text += isSpaced && k === 0 ? ` ${text}` : text;
        else spans.push({ face, text, standsFor, x: at });
        mayGoOn = isPlain;
        at += own * size;
      }
    }
    this.#pdf.fillColor(colour);
    for (const { face, text, standsFor, x: left } of spans) {
      // Whoever copies, searches or listens gets what the sign stands for.
      if (standsFor !== null) this.#pdf.markContent("Span", { actual: standsFor });
      this.#pdf
        .font(face.name)
        .fontSize(size)
        .text(text, left, y, { lineBreak: false, baseline: "alphabetic" });
      if (standsFor !== null) this.#pdf.endMarkedContent();
    }
  }
}

/** pdfkit's types leave out the font that it opened. */
const hasShape = (pdf: PDFKit.PDFDocument, codePoint: number): boolean =>
  (
    pdf as unknown as { _font: { font: { hasGlyphForCodePoint: (codePoint: number) => boolean } } }
  )._font.font.hasGlyphForCodePoint(codePoint);
