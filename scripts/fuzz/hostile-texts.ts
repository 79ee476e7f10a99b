import type { Random } from "./random";

/** Texts that have broken programs of this kind, chosen by hand: each is tried in every place. */
export const HOSTILE: readonly string[] = [
  ...["", " ", "0", "-1", "1.5", "1e9", "NaN", "9007199254740993", "2147483648", "99999999999999999999"],
  ...["null", "undefined", "true", "[]", "{}", "__proto__", "constructor", "toString"],
  ...["\0", "a\0b", "\ud800", "\udfff\ud800", "\u202e evil", "\ufeff", "\u2028", "é", "e\u0301", "🎙", "ﷺ"],
  ...["%", "%00", "%2e%2e%2f", "../../etc/passwd", "..", ".", "//evil.example", "/.//evil.example", "\\\\x"],
  ...["'; DROP TABLE shows; --", '"', "<script>alert(1)</script>", "]]>", "--->", "-->", "<!--", "&#0;"],
  ...["{{7*7}}", "$" + "{7*7}", "$(id)", "`id`", "| id", "\r\nSet-Cookie: a=b", "\r\n\r\n", "x=y&x=z"],
  ...[
    "0000-01-01",
    "9999-12-31",
    "2026-02-30",
    "99:99:99",
    "-00:01",
    "\\[00:00:00.99\\]",
    "\\[unintelligible",
  ],
  ...["javascript:alert(1)", "data:text/html,x", "http://127.0.0.1/", "http://[::1]", "file:///etc/passwd"],
  ...["%".repeat(2000), " ".repeat(15_000), "\\".repeat(5000), "[](".repeat(2000), "<".repeat(5000)],
  ...["a ".repeat(5000), "**".repeat(3000), "Yes. ".repeat(3000), "\n\n".repeat(5000), "-".repeat(5000)],
];

const PIECES = [
  ...[
    "word",
    "Ana",
    "two three",
    "4,300",
    "37%",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "  ",
    "**Ana:** ",
    "**",
    "_",
    "`",
  ],
  ...[
    "\\[00:01\\]",
    "[00:01]",
    "\\[unintelligible 00:00:03.15\\]",
    "\\[laughs\\]",
    "[a](http://x.y)",
    "<b>",
    "</b>",
  ],
  ...[
    "<v Ana>",
    "WEBVTT\n\n",
    "00:00:01.000 --> 00:00:02.000\n",
    "1\n",
    "<item>",
    "</item>",
    "<![CDATA[",
    "]]>",
    "&amp;",
  ],
  ...[
    ",",
    ";",
    '"',
    "=",
    "%",
    "“",
    "…",
    "’",
    "é",
    "🎙",
    "\0",
    "\ud800",
    "\u202e",
    "{",
    "}",
    "[",
    "]",
    ":",
    "/",
    "?",
    "#",
  ],
];

/** A text of pieces that mean something to one of the parsers, seldom a long one. */
export function hostileText(random: Random): string {
  if (random.onceIn(4)) return random.one(HOSTILE);
  const count = random.onceIn(50) ? 2000 : 1 + random.whole(random.onceIn(5) ? 60 : 8);
  let text = "";
  const kept = random.onceIn(6) ? random.one(PIECES) : null;
  for (let i = 0; i < count; i++) text += kept ?? random.one(PIECES);
  return text;
}
