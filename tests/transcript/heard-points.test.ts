import { describe, expect, test } from "vitest";
import {
  areHeardPoints,
  audioAt,
  type HeardPoints,
  MOST_POINTS,
  saysTheSame,
  textAt,
  withPoint,
} from "../../transcript";

// 20 s before the first word, another 30 s after ten minutes, and 10 s less than the timed file had after twenty.
const points: HeardPoints = [
  { text: 5, audio: 25 },
  { text: 600, audio: 650 },
  { text: 1200, audio: 1240 },
];

describe("an audio file with other advertisements", () => {
  test("has each second of the text at one second, in order", () => {
    expect(audioAt([], 7)).toBe(7);
    let last = -1;
    for (let text = 0; text < 1500; text += 0.5) {
      // What only the timed file has is heard nowhere in this one.
      if (text >= 1190 && text < 1200) continue;
      const audio = audioAt(points, text);
      expect(audio).toBeGreaterThan(last);
      last = audio;
    }
    expect([0, 5, 599, 600, 1189, 1200].map((text) => audioAt(points, text))).toEqual([
      20, 25, 619, 650, 1239, 1240,
    ]);
  });

  test("leads back to the same second of the text", () => {
    for (let text = 0; text < 1500; text += 0.5) {
      if (text >= 1190 && text < 1200) continue;
      const { text: back, rests } = textAt(points, audioAt(points, text));
      expect(rests).toBe(false);
      expect(back).toBeCloseTo(text, 6);
    }
  });

  test("pauses the light within what the text does not have", () => {
    expect(textAt(points, 619.5)).toEqual({ text: 599.5, rests: false, until: 620 });
    expect(textAt(points, 620)).toMatchObject({ rests: true, until: 650 });
    expect(textAt(points, 649.9).text).toBeLessThan(600);
    expect(textAt(points, 650)).toMatchObject({ text: 600, rests: false, until: 1240 });
    expect(textAt(points, 2000).until).toBe(Number.POSITIVE_INFINITY);
    expect(textAt([], 3)).toEqual({ text: 3, rests: false, until: Number.POSITIVE_INFINITY });
  });
});

describe("what a listener says", () => {
  test("holds for the whole file at first, and from each further place on", () => {
    const one = withPoint([], { text: 100, audio: 120 });
    expect(audioAt(one, 0)).toBe(20);
    const two = withPoint(one, { text: 900, audio: 950 });
    expect([audioAt(two, 0), audioAt(two, 1000)]).toEqual([20, 1050]);
    // The first part was in step after all.
    const three = withPoint(two, { text: 50, audio: 50 });
    expect([audioAt(three, 60), audioAt(three, 100)]).toEqual([60, 120]);
  });

  test("replaces what was said of the same place, and what cannot be true beside it", () => {
    expect(withPoint(points, { text: 602, audio: 651 })).toEqual([
      points[0],
      { text: 602, audio: 651 },
      points[2],
    ]);
    expect(withPoint(points, { text: 300, audio: 700 })).toEqual([
      points[0],
      { text: 300, audio: 700 },
      points[2],
    ]);
    let many: HeardPoints = [];
    for (let i = 0; i < 80; i++) many = withPoint(many, { text: 10 * i, audio: 11 * i });
    expect(many).toHaveLength(MOST_POINTS);
    expect(areHeardPoints(many)).toBe(true);
    expect(areHeardPoints([...many].reverse())).toBe(false);
  });

  test("agrees with what others say who pressed the button at other paragraphs", () => {
    const later = [
      { text: 40, audio: 60.6 },
      { text: 700, audio: 749.2 },
      { text: 1260, audio: 1300.4 },
    ];
    expect(saysTheSame(points, later)).toBe(true);
    // Two presses for one advertisement say no more than one.
    expect(saysTheSame(points, withPoint(later, { text: 800, audio: 849.5 }))).toBe(true);
    expect(saysTheSame(points, later.slice(0, 2))).toBe(false);
    expect(saysTheSame(points, [...later.slice(0, 2), { text: 1260, audio: 1304 }])).toBe(false);
    const away = [points[0]!, { text: 1300, audio: 1350 }];
    expect(saysTheSame(points.slice(0, 2), away)).toBe(false);
  });
});
