import { describe, expect, test } from "vitest";
import { describeChange } from "../../../server/work/contributions/describe-change";
import { parse, splices } from "../../../transcript";

// The line that commits, changes.xml and notices have of a change.

function summary(from: string, to: string): string {
  const [before, after] = [parse(`**Ann:** ${from}\n`), parse(`**Ann:** ${to}\n`)];
  return describeChange({ before, after, splices: splices(before, after), at: 5, notes: false }).summary;
}

describe("a place that could not be heard", () => {
  test("is said without its time where words are found to be it", () => {
    expect(summary("We are many here.", "We are \\[unintelligible 00:00:05.00\\] here.")).toBe(
      "Correct “many” to “[unintelligible]” at 0:05",
    );
    expect(summary("We are here.", "We are \\[crosstalk 00:00:05.00\\] here.")).toBe(
      "Add “[crosstalk]” at 0:05",
    );
  });

  test("is filled", () => {
    expect(summary("We are \\[unintelligible 00:00:05.00\\] here.", "We are many here.")).toBe(
      "Fill the gap at 0:05",
    );
  });
});
