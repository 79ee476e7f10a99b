import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { encodeMp3 } from "../../../scripts/make-demo/mp3";
import { SAMPLE_RATE } from "../../../scripts/make-demo/speech";
import { BARS, Loudness } from "../../../server/text/sounds/loudness";
import { measureAudio } from "../../../server/text/waveforms/measure-audio";

const SECONDS = 40;

/** A tone in four quarters: silent, loud, half as loud, silent. */
function stepped(): Float32Array {
  return Float32Array.from({ length: SECONDS * SAMPLE_RATE }, (_, i) => {
    const level = [0, 0.8, 0.4, 0][Math.floor((4 * i) / (SECONDS * SAMPLE_RATE))] ?? 0;
    return level * Math.sin((2 * Math.PI * 440 * i) / SAMPLE_RATE);
  });
}

/** The bars of each quarter, without those at its edges. */
function quarters(bars: Uint8Array): number[][] {
  return [0, 1, 2, 3].map((quarter) => [...bars.subarray(quarter * 50 + 3, quarter * 50 + 47)]);
}

function expectStepped(bars: Uint8Array) {
  expect(bars).toHaveLength(BARS);
  const [silent, loud, half, end] = quarters(bars);
  for (const bar of [...(silent ?? []), ...(end ?? [])]) expect(bar).toBeLessThan(5);
  for (const bar of loud ?? []) expect(bar).toBeGreaterThan(240);
  for (const bar of half ?? []) expect(Math.abs(bar - 128)).toBeLessThan(12);
}

const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});

describe("how loud audio is", () => {
  test("is the same in whatever pieces it comes", () => {
    const samples = stepped();
    const [whole, pieces] = [new Loudness(), new Loudness()];
    whole.add(samples, SAMPLE_RATE);
    for (let at = 0; at < samples.length; at += 997) pieces.add(samples.subarray(at, at + 997), SAMPLE_RATE);
    expect(pieces.bars()).toEqual(whole.bars());
    expectStepped(whole.bars() ?? new Uint8Array());
  });

  test("of an MP3 is measured on any machine", async () => {
    process.env.PATH = "";
    const measured = await measureAudio(await encodeMp3(stepped()));
    if (!measured.ok) throw new Error(measured.message);
    expectStepped(measured.bars);
  });

  test("of the demonstration is neither flat nor the same throughout", async () => {
    const measured = await measureAudio(await readFile("public/demo/figures-of-speech-2.mp3"));
    if (!measured.ok) throw new Error(measured.message);
    expect(new Set(measured.bars).size).toBeGreaterThan(40);
    expect(Math.max(...measured.bars)).toBe(255);
  });

  test("of other audio is measured by ffmpeg, and not at all where there is none", async () => {
    process.env.PATH = "";
    const wave = Buffer.from("RIFF....WAVEfmt ");
    expect(await measureAudio(wave)).toMatchObject({ ok: false, reason: "no-decoder" });
    // A machine may lack ffmpeg, so this script stands in for it and prints samples as ffmpeg would.
    const folder = await mkdtemp(join(tmpdir(), "onrecord-ffmpeg-"));
    try {
      const samples = stepped().filter((_, i) => i % Math.round(SAMPLE_RATE / 8000) === 0);
      await writeFile(join(folder, "samples"), new Uint8Array(samples.buffer));
      await writeFile(
        join(folder, "ffmpeg"),
        `#!/bin/sh\ncase "$*" in *"-protocol_whitelist file,pipe"*) /bin/cat ${join(folder, "samples")};; esac\n`,
      );
      await chmod(join(folder, "ffmpeg"), 0o755);
      process.env.PATH = folder;
      const measured = await measureAudio(wave);
      if (!measured.ok) throw new Error(measured.message);
      expectStepped(measured.bars);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("of what is no audio is none", async () => {
    process.env.PATH = "";
    for (const bytes of [
      Buffer.from("ID3 but then nothing of the kind".repeat(1000)),
      Buffer.from([0xff, 0xfb, 1]),
    ])
      expect(await measureAudio(bytes)).toMatchObject({ ok: false, reason: "no-audio" });
    expect(await measureAudio(Buffer.from("<!doctype html>"))).toMatchObject({
      ok: false,
      reason: "no-decoder",
    });
    expect(await measureAudio(Buffer.alloc(0))).toMatchObject({ ok: false });
  });
});
