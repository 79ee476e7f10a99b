import fc from "fast-check";
import { expect, test } from "vitest";
import { countWords } from "../../lib/count-words";

test("as many words as there are runs of anything but white space", () => {
  const sign = fc.constantFrom(
    "a",
    "é",
    "🎧",
    " ",
    "\n",
    "\t",
    "\u00a0",
    "\u2028",
    "\u3000",
    "\ufeff",
    "\u001f",
    "-",
  );
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 40 }), (text) => {
      expect(countWords(text)).toBe(text.split(/\s+/).filter(Boolean).length);
    }),
  );
});
