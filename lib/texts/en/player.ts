export const playInstead = {
  play: "Play this episode",
} as const;

export const playerBar = {
  name: (episode: string) => `Player: ${episode}`,
  noAudio: "The audio cannot be loaded. The text is all here.",
  tryAgain: "Try again",
  back: (seconds: number) => `Back ${seconds} seconds`,
  forward: (seconds: number) => `Forward ${seconds} seconds`,
  play: "Play",
  pause: "Pause",
  playHint: "Play (space)",
  pauseHint: "Pause (space)",
  position: "Position",
  slow: "The audio has not come any further: the network is slow or away. What was loaded can still be heard.",
  otherLength: (seconds: number) =>
    `This audio is ${Math.round(Math.abs(seconds))} s ${seconds > 0 ? "longer" : "shorter"} than the one the words were timed for. If they are out of step, open the speed panel and say what you hear.`,
  follow: "Follow",
  followHint: "Keep the words that are spoken in sight (o)",
  noTimes: "The words’ times did not load, so nothing is lit.",
} as const;

export const soundPanel = {
  title: "Speed and sound",
  rate: (rate: number) => `${rate}×`,
  afterRate: "speed. Speed and sound",
  speed: "Speed",
  volume: "Volume",
  sleep: "Sleep in",
  off: "Off",
  sleepAt: (time: string) => `Sleep at ${time}`,
  minutes: (count: number) => `${count} minutes`,
  outOfStep: "Words out of step with the voice? When you hear",
  phrase: (words: string) => `“${words}”`,
  now: "I hear this now",
  undo: (seconds: number) => `Undo (${seconds > 0 ? "+" : "−"}${Math.abs(seconds).toFixed(1)} s)`,
} as const;
