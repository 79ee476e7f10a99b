import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KERNEL_SOURCE } from "@/align/acoustic/kernel";
import { createPlainScorer } from "@/align/acoustic/plain-scorer";
import { createFeatures } from "@/align/sound/features";
import { theEar } from "./ear";
import { randomCepstra } from "./sounds";

test("the compiled kernel is that of its source", () => {
  const source = readFileSync("align/acoustic/kernel.as");
  expect(createHash("sha256").update(source).digest("hex"), "run npx tsx scripts/make-kernel.ts").toBe(
    KERNEL_SOURCE,
  );
});

test("the kernel scores as its plain twin does, number for number", async () => {
  const { model, scorerOf } = await theEar();
  const features = createFeatures(randomCepstra(700, 1));
  const [kernel, plain] = [scorerOf(features), createPlainScorer(model, features)];
  // Frames in and out of order, and across what the kernel is handed at once.
  for (const frame of [0, 1, 2, 511, 512, 513, 699, 3]) {
    kernel.go(frame);
    plain.go(frame);
    expect(kernel.scorePhones()).toBe(plain.scorePhones());
    expect([...kernel.phones]).toEqual([...plain.phones]);
    for (let senone = frame % 50; senone < model.definition.senones; senone += 50)
      expect(kernel.senone(senone)).toBe(plain.senone(senone));
  }
});

test("two sounds may be scored in turn", async () => {
  const { scorerOf } = await theEar();
  const [first, second] = [createFeatures(randomCepstra(50, 2)), createFeatures(randomCepstra(50, 3))];
  const [a, b] = [scorerOf(first), scorerOf(second)];
  a.go(7);
  const alone = a.senone(300);
  b.go(7);
  const other = b.senone(300);
  a.go(7);
  expect(a.senone(300)).toBe(alone);
  expect(other).not.toBe(alone);
});

test("a model's file that is another's is refused", async () => {
  const { createEar } = await import("@/align");
  const files = Object.fromEntries(
    ["mdef", "means", "variances", "sendump", "transition_matrices"].map((name) => [
      name,
      new Uint8Array(readFileSync(`align/model/${name}`)),
    ]),
  ) as unknown as Parameters<typeof createEar>[0];
  expect(() => createEar({ ...files, mdef: files.means }, "")).toThrow("not a binary model definition");
  expect(() => createEar({ ...files, means: files.mdef }, "")).toThrow("not a file of a Sphinx model");
});
