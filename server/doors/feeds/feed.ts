/** A show's feed, read: RSS 2.0 with the namespaces of iTunes, the Podcast Namespace and Podlove. */
export interface Feed {
  readonly title: string;
  readonly description: string | null;
  readonly author: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** The show's own site. */
  readonly link: string | null;
  readonly artworkUrl: string | null;
  readonly licence: string | null;
  /** Where the feed says that it is. */
  readonly self: string | null;
  readonly people: readonly FeedPerson[];
  readonly items: readonly FeedItem[];
}

/** An episode, as its feed has it. Times are seconds; addresses are http or https. */
export interface FeedItem {
  /** What tells it from all others: its guid; where there is none, its enclosure's or its own address. */
  readonly guid: string;
  readonly title: string;
  readonly description: string | null;
  /** As it was sent: not to be shown before it is sanitised. */
  readonly notesHtml: string | null;
  readonly publishedAt: Date | null;
  readonly link: string | null;
  readonly season: number | null;
  readonly number: number | null;
  readonly artworkUrl: string | null;
  readonly durationSeconds: number | null;
  readonly enclosure: Enclosure | null;
  readonly people: readonly FeedPerson[];
  /** Podlove simple chapters, which stand in the feed itself. */
  readonly chapters: readonly FeedChapter[];
  /** Where podcast:chapters are. */
  readonly chaptersUrl: string | null;
  readonly transcripts: readonly FeedTranscript[];
}

export interface Enclosure {
  readonly url: string;
  readonly type: string | null;
  readonly bytes: number | null;
}

/** podcast:person, with the defaults of its specification. */
export interface FeedPerson {
  readonly name: string;
  readonly role: string;
  readonly group: string;
  readonly imageUrl: string | null;
  readonly href: string | null;
}

export interface FeedChapter {
  readonly startSeconds: number;
  readonly title: string;
  readonly link: string | null;
  readonly imageUrl: string | null;
}

/** podcast:transcript, of a type that can be read. */
export interface FeedTranscript {
  readonly url: string;
  readonly type: "json" | "vtt" | "srt";
}
