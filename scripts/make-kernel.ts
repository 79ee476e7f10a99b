import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { installPackage } from "../bench/tools/install-package";

// `npx tsx scripts/make-kernel.ts` compiles align/acoustic/kernel.as to WebAssembly and writes kernel.ts beside it. The
// compiler is no dependency: it is installed into a folder of its own, and only who changes the kernel needs it.

const COMPILER = "0.28.20";
const FLAGS = ["-O3", "--noAssert", "--enable", "simd", "--runtime", "stub", "--use", "abort="];

const room = join(import.meta.dirname, "../align/acoustic");
const source = await readFile(join(room, "kernel.as"));
await using compiler = await installPackage("assemblyscript", COMPILER);
const folder = await mkdtemp(join(tmpdir(), "onrecord-kernel-"));
try {
  // The compiler wants its own ending, which the type checker of this project must not read.
  await copyFile(join(room, "kernel.as"), join(folder, "kernel.ts"));
  const program = join(compiler.folder, "bin/asc.js");
  await promisify(execFile)(process.execPath, [program, "kernel.ts", "-o", "kernel.wasm", ...FLAGS], {
    cwd: folder,
  });
  const code = await readFile(join(folder, "kernel.wasm"));
  const lines = code.toString("base64").match(/.{1,100}/g) ?? [];
  await writeFile(
    join(room, "kernel.ts"),
    [
      "// Made by scripts/make-kernel.ts from kernel.as. Do not edit.",
      "",
      "/** The SHA-256 of the source that the code was made of. */",
      `export const KERNEL_SOURCE = "${createHash("sha256").update(source).digest("hex")}";`,
      "",
      "/** The compiled kernel, in base64. */",
      `export const KERNEL = [\n${lines.map((line) => `  "${line}",`).join("\n")}\n].join("");`,
      "",
    ].join("\n"),
  );
  console.log(`align/acoustic/kernel.ts: ${code.length} bytes of WebAssembly.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
