import type { CreditedPerson } from "@/server/text/episodes/replace-credits";
/** A show's feed: RSS 2.0 with the namespaces of iTunes, the Podcast Namespace and Podlove. */
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
  /** The feed's own address, as the feed gives it. */
  readonly self: string | null;
  /** podcast:guid: the show's identity, whatever the feed's address is. */
  readonly guid: string | null;
  readonly explicit: boolean | null;
  /** iTunes' categories, each with its subcategory: "Arts", "Society & Culture > History". */
  readonly categories: readonly string[];
  /** Where the feed says that it has moved to. */
  readonly newFeedUrl: string | null;
  /** The next page of the feed, or its next older archive (RFC 5005). */
  readonly next: string | null;
  readonly people: readonly CreditedPerson[];
  readonly items: readonly FeedItem[];
}

/** An episode in a feed. Times are seconds; addresses are http or https. */
export interface FeedItem {
  /** The item's identity: its guid, else its enclosure's address, else its own address. */
  readonly guid: string;
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly title: string;
  readonly description: string | null;
  /** As sent; sanitise it before it is shown. */
  readonly notesHtml: string | null;
  readonly publishedAt: Date | null;
  readonly link: string | null;
  readonly season: number | null;
  readonly number: number | null;
  readonly artworkUrl: string | null;
  readonly durationSeconds: number | null;
  readonly enclosure: Enclosure | null;
  readonly alternateEnclosures: readonly AlternateEnclosure[];
  readonly explicit: boolean | null;
  readonly people: readonly CreditedPerson[];
  /** Podlove simple chapters, which the feed itself contains. */
  readonly chapters: readonly FeedChapter[];
  /** The address of podcast:chapters. */
  readonly chaptersUrl: string | null;
  readonly transcripts: readonly FeedTranscript[];
}

export interface Enclosure {
  readonly url: string;
  readonly type: string | null;
  readonly bytes: number | null;
}

/** podcast:alternateEnclosure: the same episode in another form. What the feed does not say is left out. */
export interface AlternateEnclosure {
  readonly type: string;
  readonly length?: number | undefined;
  readonly bitrate?: number | undefined;
  readonly height?: number | undefined;
  readonly lang?: string | undefined;
  readonly title?: string | undefined;
  readonly rel?: string | undefined;
  readonly codecs?: string | undefined;
  readonly default?: boolean | undefined;
  readonly sources: readonly { readonly uri: string; readonly contentType?: string | undefined }[];
  readonly integrity?: { readonly type: string; readonly value: string } | undefined;
}

export interface FeedChapter {
  readonly startSeconds: number;
  readonly title: string;
  readonly link: string | null;
  readonly imageUrl: string | null;
}

/** podcast:transcript, as the feed has it. */
export interface FeedTranscript {
  /** May be relative to the feed. */
  readonly url: string;
  /** The media type, with its charset if it has one. */
  readonly type: string | null;
  /** BCP 47. */
  readonly language: string | null;
}
