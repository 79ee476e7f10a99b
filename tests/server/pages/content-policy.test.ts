import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { contentPolicy } from "../../../server/text/pages/content-policy";
import { noteViolation } from "../../../server/text/pages/note-violation";

const directives = (policy: string) =>
  Object.fromEntries(policy.split("; ").map((each) => [each.split(" ", 1)[0], each.split(" ").slice(1)]));

test("a page runs files of ours and scripts by their hash, and nothing else", () => {
  const page = { scripts: ["start()"], styles: [], framed: false };
  const hash = createHash("sha256").update("start()").digest("base64");
  const policy = directives(contentPolicy(page));
  expect(policy["script-src"]).toEqual(["'self'", `'sha256-${hash}'`]);
  expect(policy["style-src"]).toEqual(["'self'"]);
  expect(policy).toMatchObject({
    "default-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "report-uri": ["/api/content-reports"],
  });
  expect(policy["form-action"]).toEqual(["'self'"]);
  expect(directives(contentPolicy({ ...page, signsIn: true }))["form-action"]).toEqual([
    "'self'",
    "https://github.com",
  ]);
  expect(directives(contentPolicy({ ...page, framed: true }))["frame-ancestors"]).toEqual(["*"]);
  // Only the editor of a whole document and Next's development server bring styles of their own.
  for (const more of [{ edits: true }, { develop: true }])
    expect(directives(contentPolicy({ ...page, ...more }))["style-src"]).toEqual([
      "'self'",
      "'unsafe-inline'",
    ]);
  expect(contentPolicy({ ...page, edits: true })).not.toContain("unsafe-eval");
});

test("what a policy forbade is told once for each kind, and what is no report is forgotten", () => {
  const said: string[] = [];
  const note = (
    blocked: string,
    directive = "script-src-elem",
    page = "https://onrecord.example/figures/1?t=5",
  ) =>
    noteViolation(
      JSON.stringify({
        "csp-report": {
          ...{ "document-uri": page, "effective-directive": directive, "blocked-uri": blocked },
          "original-policy": "x".repeat(10_000),
        },
      }),
      (line) => said.push(line),
    );
  note("https://evil.example/a.js");
  note("https://evil.example/b.js");
  note("inline");
  note("https://evil.example/a.css", "style-src-elem");
  for (const text of ["", "{", "[]", "null", '{"csp-report":1}'])
    noteViolation(text, (line) => said.push(line));
  expect(said).toEqual([
    "A page's content policy forbade script-src-elem https://evil.example, first on /figures/1",
    "A page's content policy forbade script-src-elem inline, first on /figures/1",
    "A page's content policy forbade style-src-elem https://evil.example, first on /figures/1",
  ]);
  // Lines of a log cannot be made up, and there are never more kinds than so many.
  note("a\nFATAL", "x\ny", "nonsense\n");
  for (let i = 0; i < 500; i++) note(`https://n${i}.example/`);
  expect(said.length).toBeLessThanOrEqual(100);
  expect(said.join("")).not.toContain("\n");
});
