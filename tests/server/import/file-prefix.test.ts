import { describe, expect, test } from "vitest";
import { filePrefix, slugOf } from "../../../server/doors/import/file-prefix";

describe("what the names of a folder's files begin with", () => {
  test("is known for known shows, and only where their files are there", () => {
    expect(filePrefix("friends", ["changelog--friends-4"])).toEqual({
      prefix: "changelog--friends",
      from: "known",
    });
    expect(filePrefix("podcast", ["my-show-1", "my-show-2"])).toEqual({ prefix: "my-show", from: "common" });
  });

  test("is what has the folder's letters", () => {
    expect(filePrefix("statschat", ["stats-chat-bonus-1", "stats-chat-bonus-2"])).toEqual({
      prefix: "stats-chat",
      from: "folder",
    });
  });

  test("is what all share up to a hyphen, or nothing", () => {
    expect(filePrefix("x", ["talk-10", "talk-11"]).prefix).toBe("talk");
    expect(filePrefix("x", ["talk-12"]).prefix).toBe("talk");
    expect(filePrefix("x", ["intro"])).toEqual({ prefix: "", from: "none" });
    expect(filePrefix("x", ["one-1", "two-1"])).toEqual({ prefix: "", from: "none" });
    expect(filePrefix("x", [])).toEqual({ prefix: "", from: "none" });
  });
});

test("a slug is the rest of the name, and the whole of a name with another beginning", () => {
  expect(slugOf("practical-ai-147", "practical-ai")).toBe("147");
  expect(slugOf("go-time-bonus-77", "go-time")).toBe("bonus-77");
  expect(slugOf("changelog--friends-plusplus-ato-2024", "changelog--friends")).toBe("plusplus-ato-2024");
  expect(slugOf("special", "practical-ai")).toBe("special");
  expect(slugOf("practical-ai-", "practical-ai")).toBe("practical-ai-");
  expect(slugOf("anything", "")).toBe("anything");
});
