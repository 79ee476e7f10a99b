import { createHash } from "node:crypto";
import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

interface Options {
  readonly path: string;
  /** Bytes that it may hold; what was used longest ago goes first. */
  readonly mostBytes: number;
}

// What somebody fetches or aligns at this moment has been written within so long.
const IN_USE_MILLISECONDS = 3600_000;

/**
 * The folder of what is kept of sounds: audio files until they are aligned, and afterwards their cepstra, of which edits
 * are aligned. It may be deleted at any time: what is needed is fetched again.
 */
export class SoundFolder {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Where an audio file is fetched to. */
  audioOf(url: string): string {
    return join(this.#options.path, `${nameOf(url)}.audio`);
  }

  /** Where its cepstra are kept. */
  cepstraOf(url: string): string {
    return join(this.#options.path, `${nameOf(url)}.cepstra`);
  }

  /** Makes the folder, and room in it. */
  async prepare(): Promise<void> {
    const { path, mostBytes } = this.#options;
    await mkdir(path, { recursive: true });
    const names = await readdir(path);
    const files = await Promise.all(
      names.map(async (name) => {
        const file = join(path, name);
        const found = await stat(file).catch(() => null);
        return { file, bytes: found?.size ?? 0, used: found?.mtimeMs ?? 0 };
      }),
    );
    let bytes = files.reduce((sum, each) => sum + each.bytes, 0);
    for (const { file, bytes: size, used } of files.sort((a, b) => a.used - b.used)) {
      if (bytes <= mostBytes || used > Date.now() - IN_USE_MILLISECONDS) return;
      await rm(file, { force: true });
      bytes -= size;
    }
  }

  /** Whether a sound's cepstra are there; if so, they count as used now. */
  async hasCepstra(url: string): Promise<boolean> {
    const now = new Date();
    return utimes(this.cepstraOf(url), now, now).then(
      () => true,
      () => false,
    );
  }

  /** Forgets an audio file, as soon as it has been heard. */
  async forgetAudio(url: string): Promise<void> {
    await rm(this.audioOf(url), { force: true });
    await rm(`${this.audioOf(url)}.begun`, { force: true });
  }
}

const nameOf = (url: string) => createHash("sha256").update(url).digest("hex").slice(0, 40);
