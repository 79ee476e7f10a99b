import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

// `node scripts/check-patterns.mjs`, a part of `npm run check`: no regular expression may take more than linear time,
// since people send texts of millions of characters. recheck (https://makenowjust-labs.github.io/recheck/) decides it
// for each; it is the only checker that proves a pattern linear, and is kept up. Its backend in JavaScript is used:
// package.json leaves its programs for Java and for each system out.
//
// To prove all patterns takes minutes, so what was proved is committed, by the hash of pattern, flags and options:
// scripts/safe-patterns.json. `--write` adds what is new there and leaves out what is gone, `--again` proves them all.
Object.assign(process.env, { RECHECK_SYNC_BACKEND: "pure" });
const { checkSync } = await import("recheck");

const ROOT = join(import.meta.dirname, "..");
const KEPT = join(ROOT, "node_modules/.cache/patterns.json");
const PROVED = join(ROOT, "scripts/safe-patterns.json");
const OPTIONS = { timeout: 20_000 };
const again = process.argv.includes("--again");

/** Tests and benchmarks match texts of their own. */
const OF_OUR_OWN = /^(?:tests|bench)\//;

/**
 * Patterns that are let through, by file and source as they are written, with the reason. One that is no longer there
 * is told.
 */
const EXCEPTIONS = JSON.parse(readFileSync(join(ROOT, "scripts/check-patterns.json"), "utf8"));

const proved = new Set(again ? [] : JSON.parse(readFileSync(PROVED, "utf8")));
const kept = again ? {} : readKept();
const now = {};
const problems = [];
const excused = new Set();

for (const { file, line, source, flags, written } of findPatterns()) {
  const exception = EXCEPTIONS.find((each) => each.file === file && each.pattern === written);
  if (source === null) {
    if (exception) excused.add(exception);
    else problems.push(`${file}:${line} is made of what only its run knows: ${written}`);
    continue;
  }
  const key = createHash("sha256")
    .update(JSON.stringify([source, flags, OPTIONS]))
    .digest("hex");
  const verdict = now[key] ?? (proved.has(key) ? "safe" : (kept[key] ?? judge(source, flags)));
  now[key] = verdict;
  // What recheck cannot prove it tries, with other texts each time: an exception may look safe for once.
  if (exception) excused.add(exception);
  else if (verdict !== "safe") problems.push(`${file}:${line} ${verdict}: ${written}`);
}
for (const exception of EXCEPTIONS)
  if (!excused.has(exception))
    problems.push(
      `scripts/check-patterns.json excuses what is not there: ${exception.file} ${exception.pattern}`,
    );

mkdirSync(join(KEPT, ".."), { recursive: true });
writeFileSync(KEPT, JSON.stringify({ ...kept, ...now }));
if (process.argv.includes("--write")) {
  const safe = Object.keys(now).filter((key) => now[key] === "safe");
  writeFileSync(PROVED, `${JSON.stringify(safe.sort(), null, 2)}\n`);
}
if (problems.length > 0) {
  console.log(problems.join("\n"));
  console.log("\nWrite it so that each character is read once (trim, indexOf, a loop), or say in");
  console.log("scripts/check-patterns.json why what it matches is short.");
  process.exitCode = 1;
}

/** "safe", or how long it may take, and on what. */
function judge(source, flags) {
  const { status, complexity, attack, error } = checkSync(source, flags, OPTIONS);
  if (status === "safe") return "safe";
  if (status === "unknown") return `cannot be decided (${error?.kind})`;
  return `takes ${complexity.summary} time on ${attack.pattern}`;
}

function readKept() {
  try {
    return JSON.parse(readFileSync(KEPT, "utf8"));
  } catch {
    return {};
  }
}

/** Every regular expression of the tree: literals, and calls of RegExp. */
function findPatterns() {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const files = listed.split("\0").filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !OF_OUR_OWN.test(file));
  return files.flatMap((file) => {
    let text;
    try {
      text = readFileSync(join(ROOT, file), "utf8");
    } catch {
      // It is deleted, and git does not know yet.
      return [];
    }
    return patternsIn(file, text);
  });
}

function patternsIn(file, text) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = new Map();
  const found = [];
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
      constants.set(node.name.text, node.initializer);
    const line = () => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const end = node.text.lastIndexOf("/");
      const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
      found.push({ file, line: line(), source, flags, written: node.text });
    } else if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      node.expression.getText() === "RegExp"
    ) {
      const [source, flags] = [node.arguments?.[0], node.arguments?.[1]];
      found.push({
        ...{ file, line: line(), written: node.getText() },
        source: source ? textOf(source, constants) : null,
        flags: flags ? (textOf(flags, constants) ?? "") : "",
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** What an expression of texts and constants of the same file comes to; null where only the run knows. */
function textOf(node, constants) {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) {
    const known = constants.get(node.text);
    return known ? textOf(known, constants) : null;
  }
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node))
    return textOf(node.expression, constants);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left, constants), textOf(node.right, constants)];
    return left === null || right === null ? null : left + right;
  }
  if (ts.isPropertyAccessExpression(node) && node.name.text === "source") {
    const known = ts.isIdentifier(node.expression) ? constants.get(node.expression.text) : node.expression;
    return known?.kind === ts.SyntaxKind.RegularExpressionLiteral
      ? known.text.slice(1, known.text.lastIndexOf("/"))
      : null;
  }
  const raw = ts.isTaggedTemplateExpression(node) && node.tag.getText() === "String.raw";
  const template = raw ? node.template : node;
  if (ts.isNoSubstitutionTemplateLiteral(template)) return raw ? template.rawText : template.text;
  if (!ts.isTemplateExpression(template)) return null;
  let text = raw ? template.head.rawText : template.head.text;
  for (const { expression, literal } of template.templateSpans) {
    const part = textOf(expression, constants);
    if (part === null) return null;
    text += part + (raw ? literal.rawText : literal.text);
  }
  return text;
}
