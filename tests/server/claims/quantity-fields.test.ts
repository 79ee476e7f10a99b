import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findQuantities, type Quantity } from "../../../evidence";
import { quantityFields, readQuantityFields } from "../../../server/work/claims/quantity-fields";
import { quantitySchema } from "../../../server/work/claims/quantity-schema";

const KINDS = ["percent", "count", "duration", "date-range", "rank", "trend", "change", "vague"] as const;
const COMPARATORS = [
  "exactly",
  "stated",
  "about",
  "almost",
  "just_over",
  "more_than",
  "less_than",
  "at_least",
  "at_most",
  "between",
  "majority",
  "minority",
  "vast_majority",
  "rank",
  "up",
  "down",
  "stable",
  "none",
] as const;

const share = fc.double({ min: 0, max: 100, noNaN: true }).map((value) => value + 0);
const quantity = fc
  .record(
    {
      kind: fc.constantFrom(...KINDS),
      comparator: fc.constantFrom(...COMPARATORS),
      unit: fc.constantFrom("percent", "persons", "countries", "month", "rank", "times", "to 1", null),
      value: share,
      range: fc.tuple(share, share),
      form: fc.constantFrom("digits", "fraction", "words"),
      from: fc.constantFrom("top", "bottom"),
      within: fc.boolean(),
    },
    { requiredKeys: ["kind", "comparator", "unit"] },
  )
  .map(({ range, value, ...rest }) => ({
    ...rest,
    ...(rest.comparator === "between" ? { range: range ?? [1, 2] } : value === undefined ? {} : { value }),
  }))
  .filter((each) => quantitySchema.safeParse(each).success)
  .map((each): Quantity => each);

describe("a quantity in the fields of a form", () => {
  it("comes back whole, whatever its kind and comparator", () => {
    fc.assert(
      fc.property(quantity, (each) => {
        expect(readQuantityFields(quantityFields(each))).toEqual(quantitySchema.parse(each));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "one in three of the respondents",
    "two fifths of them",
    "nine out of ten developers",
    "about a tenth of it",
    "the top five languages",
    "second from the bottom",
    "between a half and two thirds of them",
  ])("stores what was said: %s", (text) => {
    const [found] = findQuantities(text);
    expect(found && readQuantityFields(quantityFields(found.quantity))).toEqual(found?.quantity);
  });

  it("takes what was corrected, and keeps the rest", () => {
    const third: Quantity = {
      kind: "percent",
      value: 33.33,
      unit: "percent",
      comparator: "stated",
      form: "fraction",
    };
    expect(readQuantityFields({ ...quantityFields(third), comparator: "about" })).toEqual({
      ...third,
      comparator: "about",
    });
    // A number that was typed is no fraction any more.
    expect(readQuantityFields({ ...quantityFields(third), value: "35" })).toEqual({
      ...third,
      value: 35,
      form: "digits",
    });
    const top: Quantity = {
      kind: "rank",
      value: 5,
      unit: "rank",
      comparator: "rank",
      from: "top",
      within: true,
    };
    expect(readQuantityFields({ ...quantityFields(top), within: "" })).toEqual({
      kind: "rank",
      value: 5,
      unit: "rank",
      comparator: "rank",
      from: "top",
    });
  });

  it("reads numbers as people type them", () => {
    const count = quantityFields({ kind: "count", value: 1, unit: "persons", comparator: "stated" });
    expect(readQuantityFields({ ...count, value: "4,299" })?.value).toBe(4299);
    expect(readQuantityFields({ ...count, value: " 37,5 " })?.value).toBe(37.5);
    expect(readQuantityFields({ ...count, value: "many" })).toBeNull();
    expect(readQuantityFields({ ...count, kind: "percent", value: "101" })).toBeNull();
    expect(readQuantityFields({ ...count, read: "{" })?.value).toBe(1);
  });
});
