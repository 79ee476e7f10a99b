import { readStored, store } from "@/lib/browser-storage";

// What a listener set stays on their device.

const PREFIX = "on-record:";
const read = (key: string) => readStored(PREFIX + key);
const write = (key: string, value: string | null) => void store(PREFIX + key, value);

/** The speeds one can choose, as times the recorded one. */
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** The speed that was chosen last, for all episodes. */
export function keptRate(): number {
  const rate = Number(read("rate"));
  return RATES.find((known) => known === rate) ?? 1;
}

export const keepRate = (rate: number): void => write("rate", String(rate));

/** How loud, from 0 to 1. */
export function keptVolume(): number {
  const volume = Number(read("volume") ?? 1);
  return volume >= 0 && volume <= 1 ? volume : 1;
}

export const keepVolume = (volume: number): void => write("volume", String(volume));

/** Whether the page is to follow the voice; it does until the reader says no. */
export const keptFollow = (): boolean => read("follow") !== "off";

export const keepFollow = (wanted: boolean): void => write("follow", wanted ? null : "off");

// Less than this was heard by mistake, and with less than this left an episode is over: both begin anew.
const EDGE = 10;

/** The second at which an episode was left; none where it was not begun, or was heard to its end. */
export function keptPosition(href: string): number | undefined {
  const seconds = Number(read(`position:${href}`));
  return seconds > 0 ? seconds : undefined;
}

export function keepPosition(href: string, seconds: number, length: number): void {
  const worth = seconds > EDGE && !(length > 0 && seconds > length - EDGE);
  write(`position:${href}`, worth ? seconds.toFixed(1) : null);
}
