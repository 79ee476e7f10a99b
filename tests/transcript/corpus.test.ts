import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { counts, parse, serialize } from "../../transcript";
import {
  corpusCounts,
  corpusFolder,
  corpusMissing,
  corpusPaths,
  corpusSkipped,
  corpusText,
  corpusTitle,
} from "../support/corpus";

describe("the corpus", () => {
  if (!corpusFolder) {
    it.skipIf(corpusSkipped)(corpusTitle("is there, byte for byte"), () => {
      throw new Error(corpusMissing);
    });
    return;
  }
  const folder = corpusFolder;
  const known = corpusCounts(folder);

  it("has counts for every file", () => {
    expect(corpusPaths(folder)).toEqual(Object.keys(known).sort());
  });

  it.each(corpusPaths(folder))("%s comes back byte for byte, and every count is met", (path) => {
    const text = corpusText(folder, path);
    const transcript = parse(text, { newsletter: path.startsWith("news/") });
    const written = serialize(transcript);
    expect(written === text).toBe(true);

    const { timestampsCanonical, gapsCanonical, ...found } = counts(transcript);
    expect({
      ...found,
      timestamps_canonical: timestampsCanonical,
      gaps_canonical: gapsCanonical,
      bytes: Buffer.byteLength(written),
      sha256: createHash("sha256").update(written).digest("hex"),
    }).toEqual(known[path]);
  });
});
