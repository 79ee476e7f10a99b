import { describe, expect, test } from "vitest";
import { contentsOf } from "../../../server/text/episodes/contents-of";
import type { ReadableTurn } from "../../../server/text/episodes/read-transcript";

const turn = (name: string | null, start: number, ids: readonly number[], each = 10): ReadableTurn => ({
  kind: name === "Break" ? "marker" : name === null ? "unattributed" : "speech",
  name,
  start,
  opening: `${name} begins`,
  segments: ids.map((id, index) => ({ id, html: "", block: false, start: start + index * each })),
});

const hour = [
  turn("Ana", 0, [1]),
  turn("Ben", 20, [2, 3, 9], 100),
  turn("Break", 400, [4]),
  turn("Ana", 420, [5, 6], 300),
  turn("Ben", 1000, [7]),
  turn(null, 1010, [8]),
];

describe("the contents of an episode", () => {
  test("are its long turns where its feed names no chapters", () => {
    expect(contentsOf({ turns: hour }, [], 3600)).toEqual([
      { kind: "turn", title: "Ben", opening: "Ben begins", start: 20, segmentId: 2 },
      { kind: "turn", title: "Ana", opening: "Ana begins", start: 420, segmentId: 5 },
    ]);
  });

  test("have the chapters in their order, each leading to the paragraph in which it begins", () => {
    const chapters = [
      { start: 0, title: "Hello" },
      { start: 119, title: "Within a turn" },
      { start: 420.4, title: "After the break" },
      { start: 3601, title: "Past the end" },
    ];
    expect(
      contentsOf({ turns: hour }, chapters, 3600).map(({ title, segmentId }) => [title, segmentId]),
    ).toEqual([
      ["Hello", 1],
      ["Ben", 2],
      ["Within a turn", 3],
      // The chapter points to the turn that begins there.
      ["After the break", 5],
    ]);
  });

  test("of a short episode are turns that are long for it", () => {
    const short = [turn("Ana", 0, [1]), turn("Ben", 10, [2]), turn("Ana", 26, [3])];
    expect(contentsOf({ turns: short }, [], 30).map(({ segmentId }) => segmentId)).toEqual([2]);
  });

  test("are no longer than one can overlook, and none of nothing", () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      turn("Ana", index * 61 + (index % 7), [index + 1]),
    );
    const contents = contentsOf({ turns: many }, [], 200 * 61 + 60);
    expect(contents).toHaveLength(40);
    expect(contents).toEqual(contents.toSorted((a, b) => a.start - b.start));
    expect(contentsOf({ turns: [] }, [{ start: 0, title: "x" }], null)).toEqual([]);
  });
});
