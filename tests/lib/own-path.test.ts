import fc from "fast-check";
import { expect, test } from "vitest";
import { ownPath } from "../../lib/own-path";

test.each([
  ["/", "/"],
  ["/figures/1?t=16#p3", "/figures/1?t=16#p3"],
  ["/figures/../lights", "/lights"],
  ["/search?q=https://evil.example//x", "/search?q=https://evil.example//x"],
  ["/figures//1", "/figures//1"],
  ["/%2F%2Fevil.example", "/%2F%2Fevil.example"],
  ["/search?q=ü", "/search?q=%C3%BC"],
])("%s is a path of this site", (address, path) => expect(ownPath(address)).toBe(path));

test.each([
  ...["//evil.example", "/.//evil.example", "/..//evil.example", "/a/..//evil.example", "/././/evil.example"],
  ...["/%2e//evil.example", "/%2E%2e//evil.example", "/a/%2e%2e//evil.example"],
  ...["/\\evil.example", "\\\\evil.example", "/.\\/evil.example", "/.\\\\evil.example", "\\/evil.example"],
  ...[
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/.\t//evil.example",
    "/\u0000/evil.example",
  ],
  ...[" //evil.example", " /figures", "/figures\u007f", "https://evil.example", "https:evil.example"],
  ...[
    "http://on-record.invalid@evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "",
    "x",
  ],
  ...["?q=1", "#x", `/${"a".repeat(2000)}`, "///evil.example", "////evil.example", "/.///evil.example"],
  ...[null, undefined, 1, ["/figures"], { toString: () => "/figures" }],
])("%j is none", (address) => expect(ownPath(address)).toBeNull());

test("whatever it takes stays here, however often it is read again", () => {
  const piece = fc.constantFrom(
    ...[
      "/",
      "//",
      ".",
      "..",
      "\\",
      "\t",
      "\n",
      "%2e",
      "%2f",
      "%5c",
      "@",
      ":",
      "evil.example",
      "?",
      "#",
      "a",
      "http:",
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
      const path = ownPath(`/${parts.join("")}`);
      if (path === null) return;
      // As in a Location, as in a link, and joined to the site's address as next-auth does.
      for (const read of [new URL(path, "https://here.example/a/b"), new URL(`https://here.example${path}`)])
        expect(read.origin).toBe("https://here.example");
      expect(ownPath(path)).toBe(path);
    }),
    { numRuns: 5000 },
  );
});
