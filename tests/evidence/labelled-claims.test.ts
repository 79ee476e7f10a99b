import { describe, expect, it } from "vitest";
import { findQuantities, type Quantity } from "../../evidence";
import { corpusSkipped, corpusTitle, sharedRows } from "../support/corpus";

interface Label {
  readonly id: string;
  readonly quote: string;
  readonly quantity: Quantity;
}

const same = (found: Quantity, label: Quantity): boolean =>
  found.kind === label.kind &&
  (label.value === undefined || Math.abs((found.value ?? Number.NaN) - label.value) < 0.01) &&
  JSON.stringify(found.range) === JSON.stringify(label.range) &&
  found.unit === label.unit &&
  found.comparator === label.comparator &&
  (found.from ?? "top") === (label.from ?? "top") &&
  (found.within ?? false) === (label.within ?? false);

describe.skipIf(corpusSkipped)(corpusTitle("claims that people have labelled"), () => {
  it("reads kind, value, unit and comparator of at least 95 % of them", () => {
    const labels = sharedRows<Label>("surveys/claims-corpus.jsonl");
    const misread = labels.filter(
      ({ quote, quantity }) => !findQuantities(quote).some((found) => same(found.quantity, quantity)),
    );
    expect(labels.length).toBeGreaterThanOrEqual(80);
    const share = 1 - misread.length / labels.length;
    expect(share, misread.map(({ id, quote }) => `${id}: ${quote}`).join("\n")).toBeGreaterThanOrEqual(0.95);
  });
});
