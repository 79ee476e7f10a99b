import { expect, test } from "vitest";
import { episodeTitle, humanise } from "../../lib/episode-title";

test("a numbered episode is called by its number, another by its name", () => {
  expect(episodeTitle("Practical AI", "147")).toBe("Practical AI 147");
  expect(episodeTitle("Grafana’s Big Tent", "s1e6")).toBe("Grafana’s Big Tent S1E6");
  expect(episodeTitle("Go Time", "funny-bits-2021")).toBe("Go Time: Funny Bits 2021");
  expect(episodeTitle("JS Party", "meet-alex-sexton")).toBe("JS Party: Meet Alex Sexton");
});

test("names become words", () => {
  expect(humanise("practical-ai")).toBe("Practical AI");
  expect(humanise("changelog--friends")).toBe("Changelog Friends");
  expect(humanise("js_party")).toBe("JS Party");
});
