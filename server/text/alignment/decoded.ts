/** Some channels of equal length, and how many samples a second they have. */
export interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}
