export const playInstead = {
  play: "Play this episode",
} as const;

export const playerBar = {
  name: (episode: string) => `Player: ${episode}`,
  noAudio: "The audio cannot be loaded. The text is complete.",
  tryAgain: "Try again",
  back: (seconds: number) => `Back ${seconds} seconds`,
  forward: (seconds: number) => `Forward ${seconds} seconds`,
  play: "Play",
  pause: "Pause",
  playHint: "Play (space)",
  pauseHint: "Pause (space)",
  position: "Position",
  slow: "Audio is stuck loading. Check your connection.",
  otherLength: (seconds: number) =>
    `This audio is ${Math.round(Math.abs(seconds))} s ${seconds > 0 ? "longer" : "shorter"} than the one that the words were timed for. If they are out of step, open the speed panel.`,
  /** What others, or the listener at another time, have said of the same file. */
  heardByOthers: "Use what other listeners heard",
  heardByYou: "Use what you heard before",
  follow: "Follow",
  followHint: "Keep the spoken words in view (o)",
  noTimes: "The times of the words did not load, so no word lights up.",
} as const;

export const soundPanel = {
  title: "Speed and sound",
  rate: (rate: number) => `${rate}×`,
  afterRate: "speed. Speed and sound",
  speed: "Speed",
  volume: "Volume",
  sleep: "Sleep timer",
  off: "Off",
  minutes: (count: number) => `${count} minutes`,
  outOfStep: "Are the words out of step with the voice? Press the button when you hear:",
  phrase: (words: string) => `“${words}”`,
  now: "I hear this now",
  more: "If they fall out of step again later, press it again there.",
  several: (count: number) => `In step at ${count} places.`,
  undo: (seconds: number) => `Undo (${seconds > 0 ? "+" : "−"}${Math.abs(seconds).toFixed(1)} s)`,
} as const;
