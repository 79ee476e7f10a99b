import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { readDialogue } from "./dialogue";
import { type Mix, mix, type WordStart } from "./mix";
import { encodeMp3 } from "./mp3";
import { readMp3 } from "./mp3-duration";
import { episodes, show } from "./show";
import { openSpeaker } from "./speech";
import { writeTranscript } from "./transcript";

const root = new URL("../../", import.meta.url);

/** `npx tsx scripts/make-demo/index.ts`: makes the demonstration show from its two dialogues. */
async function makeDemo(): Promise<void> {
  const speaker = await openSpeaker();
  const described = [];
  for (const [i, episode] of episodes.entries()) {
    const file = `figures-of-speech-${episode.slug}`;
    const paragraphs = readDialogue(
      await readFile(new URL(`scripts/make-demo/dialogues/${file}.md`, root), "utf8"),
    );
    const made = mix(paragraphs, speaker, i + 1);
    const audio = await encodeMp3(made.samples);
    const { seconds, bitsPerSecond } = readMp3(audio);
    await write(`public/demo/${file}.mp3`, audio);
    await write(`prisma/demo/figures/${file}.md`, writeTranscript(paragraphs, made.times));
    const fixture = i === 0 ? "demo-word-starts" : `demo-word-starts-${episode.slug}`;
    await write(
      `tests/fixtures/${fixture}.json`,
      `${JSON.stringify(truth(`figures/${episode.slug}`, seconds, made))}\n`,
    );
    described.push({
      ...episode,
      audio: `/demo/${file}.mp3`,
      type: "audio/mpeg",
      bytes: audio.length,
      durationSeconds: round(seconds),
    });
    console.log(
      `${file}: ${made.words.length} words, ${seconds.toFixed(1)} s, ${audio.length} bytes, ` +
        `${Math.round(bitsPerSecond / 1000)} kbit/s`,
    );
  }
  await write("prisma/demo/show.json", `${JSON.stringify({ ...show, episodes: described }, null, 2)}\n`);
}

/** The reference for tests: true word starts, to the millisecond. */
function truth(episode: string, duration: number, made: Mix) {
  const starts = (words: WordStart[]) => words.map(({ word, start }) => ({ word, start: round(start) }));
  return {
    episode,
    duration: round(duration),
    words: starts(made.words),
    gaps: made.gaps.map((gap) => ({
      start: round(gap.start),
      end: round(gap.end),
      before: gap.before,
      words: starts(gap.words),
    })),
    breaks: made.breaks.map(({ start, end }) => ({ start: round(start), end: round(end) })),
  };
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;

async function write(path: string, content: string | Uint8Array): Promise<void> {
  const file = fileURLToPath(new URL(path, root));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

await makeDemo();
