import { plural } from "./plural";

export const homePage = {
  title: "On Record: open transcripts of podcasts",
  description:
    "Follow the words as the audio plays, correct what the transcriber could not hear, and check what was claimed.",
  heading: "What was said, word for word.",
  lead: "Open transcripts of podcasts. The words light up as they are spoken, and anyone can fill in what the transcriber could not hear.",
  latest: "Latest episodes",
  gap: "Hear a gap, fill a gap",
  invitation: (time: string, episode: string) =>
    `At ${time} of “${episode}” the transcriber could not understand a word. Can you?`,
  hear: "Hear it",
  allGaps: "All gaps",
  shows: "Shows",
  show: ({ episodes, transcripts, gaps }: { episodes: number; transcripts: number; gaps: number }) =>
    `${plural(episodes, "episode")}, ${transcripts === 0 ? "no transcripts yet" : `${plural(gaps, "gap")} left`}`,
  empty: "The latest episodes will be here. {bring} to begin.",
  bring: "Bring a show",
} as const;
