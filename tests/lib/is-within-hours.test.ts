import { expect, test } from "vitest";
import { isWithinHours } from "@/lib/is-within-hours";
import { readEnvironment } from "@/lib/read-environment";

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour, 30));
const all = Array.from({ length: 24 }, (_, hour) => hour);

test("hours may go over midnight; the last one is not among them", () => {
  const within = (from: number, to: number) => all.filter((hour) => isWithinHours({ from, to }, at(hour)));
  expect(within(1, 4)).toEqual([1, 2, 3]);
  expect(within(22, 2)).toEqual([0, 1, 22, 23]);
  expect(within(20, 24)).toEqual([20, 21, 22, 23]);
  expect(within(0, 0)).toEqual(all);
});

test("the environment says whether and when words are measured", () => {
  expect(readEnvironment({}).align).toMatchObject({ on: true, hours: null, command: null });
  expect(readEnvironment({ ONRECORD_ALIGN: "0", ONRECORD_ALIGN_HOURS: "22-6" }).align).toMatchObject({
    on: false,
    hours: { from: 22, to: 6 },
  });
  for (const ONRECORD_ALIGN_HOURS of ["night", "22", "22-25", "24-6", "-1-3", "1-2-3"])
    expect(() => readEnvironment({ ONRECORD_ALIGN_HOURS }), ONRECORD_ALIGN_HOURS).toThrow(
      /ONRECORD_ALIGN_HOURS/,
    );
  expect(readEnvironment({ ONRECORD_SOUNDS: "2" }).sounds.mostBytes).toBe(2e9);
});
