import { expect, test } from "vitest";
import { splitCommand } from "@/lib/split-command";

test("a command is split at spaces outside quotes, and nothing else is special", () => {
  expect(splitCommand("times --fast {audio}")).toEqual(["times", "--fast", "{audio}"]);
  expect(splitCommand(`  "/opt/my times"  'a "b"' c"d e"f ""`)).toEqual([
    "/opt/my times",
    'a "b"',
    "cd ef",
    "",
  ]);
  expect(splitCommand("echo $HOME; rm `x` > y")).toEqual(["echo", "$HOME;", "rm", "`x`", ">", "y"]);
  expect(["", "   ", '"open', '""'].map(splitCommand)).toEqual([null, null, null, null]);
});
