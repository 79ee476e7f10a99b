import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { decodeText } from "../../server/text/transcript-files/decode-text";
import { readTranscriptFile } from "../../server/text/transcript-files/read-transcript-file";
import { unpacksWithin } from "../../server/text/transcript-files/unpacks-within";
import { makeZip } from "../support/make-zip";

// Files that took minutes: each would still run when this file's tests are given up.

const bytesOf = (text: string) => new TextEncoder().encode(text);

test("a paragraph of TTML with many words is read, each word once and the first with its time", async () => {
  const words = 250_000;
  const source = `<tt><body><p end="9s"> <span begin="1s"> ${"a ".repeat(words)}</span></p></body></tt>`;
  const read = await readTranscriptFile(bytesOf(source), { type: "application/ttml+xml", name: "" });
  if (!read.ok) throw new Error(read.problem.reason);
  const tokens = read.cues.flatMap((cue) => cue.tokens);
  expect(tokens).toHaveLength(words);
  expect(tokens[0]?.start).toBe(1);
  expect(tokens.filter(({ start }) => start !== null)).toHaveLength(1);
});

test("an archive whose entries share their bytes is none: all of them would be unpacked for each", () => {
  const zip = makeZip({ a: randomBytes(20_000).toString("hex"), b: "x" });
  expect(unpacksWithin(zip, 50_000)).toBe(true);
  // The second entry says that it is the first, again and again.
  const many = 2000;
  const begin = zip.readUInt32LE(zip.length - 6);
  const size = 46 + zip.readUInt16LE(begin + 28);
  const entry = zip.subarray(begin, begin + size);
  const end = Buffer.from(zip.subarray(zip.length - 22));
  end.writeUInt16LE(many, 8);
  end.writeUInt16LE(many, 10);
  end.writeUInt32LE(many * size, 12);
  const shared = Buffer.concat([zip.subarray(0, begin), ...Array<Buffer>(many).fill(entry), end]);
  expect(unpacksWithin(shared, 1_000_000_000)).toBe(false);
});

test("an archive that programs read in different ways is none: one counts its files here, another there", () => {
  const zip = makeZip({ a: "x", b: "y".repeat(200_000) });
  const changed = (change: (end: Buffer) => void, ...more: Buffer[]) => {
    const copy = Buffer.concat([zip.subarray(0, -22), ...more, zip.subarray(-22)]);
    change(copy.subarray(-22));
    return copy;
  };
  expect(unpacksWithin(zip, 300_000)).toBe(true);
  expect(unpacksWithin(zip, 100_000)).toBe(false);
  const hidden = [
    // fflate goes by the first of both counts, JSZip by neither.
    changed((end) => end.writeUInt16LE(1, 10)),
    changed((end) => {
      end.writeUInt16LE(1, 8);
      end.writeUInt16LE(1, 10);
    }),
    // JSZip takes what stands between a directory and the end for something before the archive.
    changed((end) => end.writeUInt32LE(end.readUInt32LE(12) - 1, 12)),
    changed(() => {}, Buffer.alloc(60)),
    // Where the numbers are too small for an archive, both go by another directory.
    changed(
      (end) => end.writeUInt32LE(end.readUInt32LE(12) + 20, 12),
      Buffer.from("PK\x06\x07".padEnd(20, "\0"), "latin1"),
    ),
    changed((end) => end.writeUInt16LE(0xffff, 4)),
  ];
  for (const each of hidden) expect(unpacksWithin(each, 300_000)).toBe(false);
});

test("the first line that is no UTF-8 is told, however many there are", () => {
  for (const [bytes, line] of [
    [[0xff], 1],
    [[10, 10, 0xff], 3],
    [[97, 10, 0xff, 10, 0xff], 2],
    [[0xc3, 10, 0xa9], 1],
    [[10, 0xc3, 0xa9, 10, 0xc3], 3],
  ] as const)
    expect(decodeText(Uint8Array.from(bytes), null)).toMatchObject({ ok: false, line });
  const many = Buffer.alloc(5_000_001, 10);
  many[5_000_000] = 0xff;
  expect(decodeText(many, null)).toMatchObject({ ok: false, line: 5_000_001 });
});
