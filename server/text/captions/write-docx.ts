import { strToU8, type Zippable, zipSync } from "fflate";
import { escapeXml, type Paragraph, readableClock } from "@/transcript";
import { isRightToLeft } from "./lay-out-line";
import type { TranscriptDocument } from "./transcript-document";

// The parts of a document of Word's (ECMA-376) are few, and are written here: packages that write them put the moment and
// random ids into each file, but the bytes of a revision must not change. fflate (MIT, no dependencies) packs them; it
// takes the time of each part, which jszip writes in local time.

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml";

const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}\n`);

const TYPES = xml(
  `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/>` +
    `<Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/>` +
    `<Override PartName="/word/footer1.xml" ContentType="${WORD}.footer+xml"/>` +
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>' +
    "</Types>",
);

const relations = (all: readonly (readonly [id: string, type: string, target: string])[]) =>
  xml(
    `<Relationships xmlns="${PACKAGE}/relationships">${all
      .map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
      .join("")}</Relationships>`,
  );

const FOOTER = xml(
  `<w:ftr xmlns:w="${W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>` +
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>' +
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>',
);

/** Writes a transcript as a document of Word's. The same document gives the same bytes. */
export function writeDocx(document: TranscriptDocument): Uint8Array {
  const parts: Zippable = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": relations([
      ["r1", `${OFFICE}/officeDocument`, "word/document.xml"],
      ["r2", `${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"],
    ]),
    "docProps/core.xml": coreOf(document),
    "word/_rels/document.xml.rels": relations([
      ["r1", `${OFFICE}/styles`, "styles.xml"],
      ["r2", `${OFFICE}/footer`, "footer1.xml"],
    ]),
    "word/document.xml": bodyOf(document),
    "word/footer1.xml": FOOTER,
    "word/styles.xml": stylesOf(document.language),
  };
  // The first moment that a zip archive can name, in the machine's own time, as fflate reads it.
  return zipSync(parts, { mtime: new Date(1980, 0, 1) });
}

function coreOf({ title, language, licence, changedAt }: TranscriptDocument): Uint8Array {
  const moment = `${changedAt.toISOString().slice(0, 19)}Z`;
  return xml(
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
      'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
      `<dc:title>${escapeXml(title)}</dc:title><dc:description>${escapeXml(licence)}</dc:description>` +
      `<dc:language>${escapeXml(language)}</dc:language>` +
      `<dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created>` +
      `<dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`,
  );
}

const run = (text: string, style?: string) =>
  `<w:r>${style ? `<w:rPr><w:rStyle w:val="${style}"/></w:rPr>` : ""}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
const TAB = "<w:r><w:tab/></w:r>";

function paragraph(content: string, style: string, rightToLeft = false): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${rightToLeft ? "<w:bidi/>" : ""}</w:pPr>${content}</w:p>`;
}

/**
 * A turn begins with a line of its own, name and time, as Otter writes it; a later paragraph of it begins with its time.
 * So what reads theirs reads ours.
 */
function bodyOf({ title, facts, paragraphs }: TranscriptDocument): Uint8Array {
  const written = paragraphs.map(writeParagraph).join("");
  return xml(
    `<w:document xmlns:w="${W}" xmlns:r="${OFFICE}"><w:body>` +
      paragraph(run(title), "Title", isRightToLeft(title)) +
      facts.map((fact) => paragraph(run(fact), "Facts")).join("") +
      written +
      '<w:sectPr><w:footerReference w:type="default" r:id="r2"/><w:pgSz w:w="11906" w:h="16838"/>' +
      '<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="708" w:footer="708" w:gutter="0"/>' +
      "</w:sectPr></w:body></w:document>",
  );
}

function writeParagraph({ speaker, start, isMarker, runs }: Paragraph): string {
  const time = run(readableClock(start), "Time");
  const words = runs.map(({ text, isGap }) => run(text, isGap ? "Unheard" : undefined)).join("");
  const rightToLeft = isRightToLeft(runs.map(({ text }) => text).join(""));
  if (speaker === null) return paragraph(time + TAB + words, isMarker ? "Marker" : "Normal", rightToLeft);
  const head = run(speaker.replace(/\s+/g, " "), "Name") + TAB + time;
  return paragraph(head, "Turn", isRightToLeft(speaker)) + paragraph(words, "Normal", rightToLeft);
}

function stylesOf(language: string): Uint8Array {
  const style = (type: "paragraph" | "character", id: string, inner: string, base = "Normal") =>
    `<w:style w:type="${type}" w:styleId="${id}"${id === "Normal" ? ' w:default="1"' : ""}><w:name w:val="${id}"/>` +
    `${type === "paragraph" && id !== "Normal" ? `<w:basedOn w:val="${base}"/>` : ""}${inner}</w:style>`;
  return xml(
    `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr>` +
      `<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="${escapeXml(language)}"/></w:rPr></w:rPrDefault>` +
      '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>' +
      style("paragraph", "Normal", "") +
      style(
        "paragraph",
        "Title",
        '<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr>',
      ) +
      style(
        "paragraph",
        "Facts",
        '<w:pPr><w:spacing w:after="20"/></w:pPr><w:rPr><w:color w:val="555555"/></w:rPr>',
      ) +
      style("paragraph", "Turn", '<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="40"/></w:pPr>') +
      style(
        "paragraph",
        "Marker",
        '<w:pPr><w:spacing w:before="240"/></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr>',
      ) +
      style("character", "Name", "<w:rPr><w:b/><w:bCs/></w:rPr>") +
      style(
        "character",
        "Time",
        '<w:rPr><w:color w:val="555555"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
      ) +
      style("character", "Unheard", '<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="FDF0B0"/></w:rPr>') +
      "</w:styles>",
  );
}
