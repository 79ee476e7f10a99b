import type { Layout } from "./read-layout";

const TIME = String.raw`((?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?)`;
const NAME = String.raw`(\p{L}[^:*[\]\n]{0,60})`;
const BEGINS = {
  "time-name": new RegExp(String.raw`^[[(]?${TIME}[\])]?[ \t]+${NAME}:[ \t]*(.*)`, "su"),
  "name-time": new RegExp(String.raw`^${NAME}:[ \t]+[[(]?${TIME}[\])]?[ \t]*(.*)`, "su"),
};

/**
 * Writes a text whose turns begin with `00:12:14 Name:` or `Name: 00:12:14` in our format: `**Name:** \[00:12:14\]`. Words
 * below a line of its own belong to that turn. All other lines stay as they are.
 */
export function convertTurns(text: string, turns: Layout["turns"]): string {
  if (turns === "label") return text;
  const pattern = BEGINS[turns];
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const out: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [, first = "", second = "", rest = ""] = pattern.exec(lines[i] ?? "") ?? [];
    if (first === "") {
      out.push(lines[i] ?? "");
      continue;
    }
    const [time, name] = turns === "time-name" ? [first, second] : [second, first];
    let words = rest.trim();
    let next = i + 1;
    while (words === "" && next < lines.length && (lines[next] ?? "").trim() === "") next++;
    if (words === "" && next < lines.length && !pattern.test(lines[next] ?? "")) {
      words = (lines[next] ?? "").trim();
      i = next;
    }
    if (out.length > 0 && (out.at(-1) ?? "").trim() !== "") out.push("");
    out.push(`**${name.trim()}:** \\[${time}\\]${words === "" ? "" : ` ${words}`}`);
  }
  return out.join("\n");
}
