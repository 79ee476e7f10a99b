// Kilobits per second, by the index in the header: MPEG-1 Layer III, then MPEG-2 and 2.5 Layer III.
const RATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES_1 = [44_100, 48_000, 32_000];

/** The totals of an MP3's frame headers. */
export interface Mp3Facts {
  seconds: number;
  sampleRate: number;
  channels: number;
  /** Mean bits per second over all frames. */
  bitsPerSecond: number;
}

/**
 * Walks the frames of a Layer III file (ISO/IEC 11172-3, 13818-3) from the first byte to the last. Throws if
 * a frame does not start where the one before ends.
 */
export function readMp3(bytes: Uint8Array): Mp3Facts {
  let at = 0;
  let samples = 0;
  let sampleRate = 0;
  let channels = 0;
  while (at < bytes.length) {
    const [sync = 0, kind = 0, rates = 0, mode = 0] = bytes.subarray(at, at + 4);
    const version = (kind >> 3) & 3;
    const rateIndex = rates >> 4;
    const frequency = SAMPLE_RATES_1[(rates >> 2) & 3];
    const kilobits = (version === 3 ? RATES_1 : RATES_2)[rateIndex];
    const layerThree = ((kind >> 1) & 3) === 1;
    if (sync !== 0xff || kind >> 5 !== 7 || version === 1 || !layerThree || !frequency || !kilobits) {
      throw new Error(`no MP3 frame at byte ${at}`);
    }
    sampleRate = version === 3 ? frequency : version === 2 ? frequency / 2 : frequency / 4;
    channels = mode >> 6 === 3 ? 1 : 2;
    const frame = version === 3 ? 1152 : 576;
    samples += frame;
    at += Math.floor(((frame / 8) * kilobits * 1000) / sampleRate) + ((rates >> 1) & 1);
  }
  const seconds = samples / sampleRate;
  return { seconds, sampleRate, channels, bitsPerSecond: (bytes.length * 8) / seconds };
}
