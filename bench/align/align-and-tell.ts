import { readFile } from "node:fs/promises";
import { createHmmAligner } from "../../align";
import { decodeAudio } from "../../server/text/alignment/decode-audio";
import { readEar } from "../../server/text/alignment/read-ear";
import type { TrueWord } from "./recording";
import { toTextWords } from "./recording";

// `node --import tsx bench/align/align-and-tell.ts <audio> <words.json>` aligns in a process of its own, as the command does,
// and prints its starts, the length of the sound, and the most memory that it had, in bytes.

const [audio = "", words = ""] = process.argv.slice(2);
const align = createHmmAligner(await readEar());
const text = JSON.parse(await readFile(words, "utf8")) as TrueWord[];
const { starts, duration, verdict } = await align({ audio: decodeAudio(audio), words: toTextWords(text) });
console.log(JSON.stringify({ starts, duration, verdict, memory: process.resourceUsage().maxRSS * 1024 }));
