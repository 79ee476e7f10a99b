import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

// Fonts and pictures are compressed already.
const TEXT = /\.(?:js|css|svg|json|txt)$/;

/**
 * Compresses each text file of a folder as far as possible, by Brotli (`.br`) and by gzip (`.gz`), and writes
 * the results beside it: once, not again for each request.
 *
 * @returns the number of texts
 */
export async function compressTexts(folder) {
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => TEXT.test(path));
  await Promise.all(
    texts.map(async (path) => {
      const file = join(folder, path);
      const text = readFileSync(file);
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
      writeFileSync(`${file}.br`, await promisify(brotliCompress)(text, { params }));
      writeFileSync(`${file}.gz`, await promisify(gzip)(text, { level: 9 }));
    }),
  );
  return texts.length;
}
