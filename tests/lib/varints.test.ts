import fc from "fast-check";
import { expect, test } from "vitest";
import { packVarints, unpackVarints } from "../../lib/varints";

test("whole numbers come back as they were, up to the largest safe one", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(300), fc.maxSafeNat())), (numbers) => {
      expect([...unpackVarints(packVarints(numbers))]).toEqual(numbers);
    }),
  );
});

test("a number below 128 takes one byte, the largest eight", () => {
  expect([...packVarints([0, 127, 128, 300])]).toEqual([0, 127, 128, 1, 172, 2]);
  expect(packVarints([Number.MAX_SAFE_INTEGER])).toHaveLength(8);
});

test("bytes that end within a number lose it, and no other", () => {
  expect([...unpackVarints(new Uint8Array([5, 128]))]).toEqual([5]);
});
