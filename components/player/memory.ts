import { readStored, store } from "@/lib/browser-storage";

// A listener's choices stay on their device.

const PREFIX = "on-record:";
const read = (key: string) => readStored(PREFIX + key);
const write = (key: string, value: string | null) => void store(PREFIX + key, value);

/** The speeds to choose from, as multiples of the recorded one. */
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** The speed that was chosen last, for all episodes. */
export function keptRate(): number {
  const rate = Number(read("rate"));
  return RATES.find((known) => known === rate) ?? 1;
}

export const keepRate = (rate: number): void => write("rate", String(rate));

/** The volume, from 0 to 1. */
export function keptVolume(): number {
  const volume = Number(read("volume") ?? 1);
  return volume >= 0 && volume <= 1 ? volume : 1;
}

export const keepVolume = (volume: number): void => write("volume", String(volume));

/** Whether the page follows the voice. It does until the reader turns it off. */
export const keptFollow = (): boolean => read("follow") !== "off";

export const keepFollow = (wanted: boolean): void => write("follow", wanted ? null : "off");

// In seconds. Heard less than this, or with less than this left, an episode starts from the beginning.
const EDGE = 10;

/** The second at which the listener left an episode; undefined where they did not start it or heard all of it. */
export function keptPosition(href: string): number | undefined {
  const seconds = Number(read(`position:${href}`));
  return seconds > 0 ? seconds : undefined;
}

export function keepPosition(href: string, seconds: number, length: number): void {
  const worth = seconds > EDGE && !(length > 0 && seconds > length - EDGE);
  write(`position:${href}`, worth ? seconds.toFixed(1) : null);
}
