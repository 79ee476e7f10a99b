import { describe, expect, test } from "vitest";
import type { FeedItem } from "../../../server/doors/feeds/feed";
import { readFeed } from "../../../server/doors/feeds/read-feed";
import { readDate } from "../../../server/doors/import/read-date";
import { caseBytes } from "./cases";
import { feedOf } from "./serve";

// Feeds as people met them, each with the value that the specification or the field's habit has for it. The number is
// the case's own.

const BASE = "https://feeds.example";

async function read(file: string, charset?: string) {
  const bytes = await caseBytes(`f/${file}`, BASE);
  const found = readFeed(bytes, { base: `${BASE}/f/${file}`, ...(charset ? { charset } : {}) });
  if (!found.ok) throw new Error(found.message);
  return found;
}
const itemsOf = async (file: string) => (await read(file)).feed.items;
const refusal = async (file: string) => {
  const found = readFeed(await caseBytes(`f/${file}`, BASE));
  return found.ok ? "it was read" : found.message;
};
const ofText = (text: string | Buffer, charset?: string) => {
  const found = readFeed(Buffer.from(text), { base: `${BASE}/x.xml`, ...(charset ? { charset } : {}) });
  if (!found.ok) throw new Error(found.message);
  return found;
};

test("F02: a bare & is fatal by XML, and its line is told", async () => {
  expect(await refusal("F02-amp.xml")).toMatch(/not well-formed XML: line 9: char '&'/);
});

test("F03: entities of HTML are read in titles, in CDATA too", async () => {
  expect((await itemsOf("F03-entity.xml")).map(({ title }) => title)).toEqual([
    "Snæbjörg & friends – live",
    "raum & zeit",
    "Bread & Butter",
  ]);
  // What looks like a tag is none in a title.
  expect(
    ofText(feedOf("<title><![CDATA[Vec<T> &gt; [T]]]></title><guid>1</guid>")).feed.items[0]?.title,
  ).toBe("Vec<T> > [T]");
});

describe("F04: dates", () => {
  test("in every form of the case, with zones by name, and UTC where there is none", async () => {
    const items = await itemsOf("F04-dates.xml");
    const dates = Object.fromEntries(
      items.map(({ title, publishedAt }) => [title.slice(0, 3), publishedAt?.toISOString() ?? null]),
    );
    expect(dates).toEqual({
      D00: "2014-05-02T10:10:00.000Z",
      D01: "2015-03-01T05:00:00.000Z",
      D02: "2017-01-28T22:00:00.000Z",
      D03: "2020-02-03T15:00:00.000Z",
      D04: "2017-09-05T10:00:00.000Z",
      D05: "2015-01-04T00:00:00.000Z",
      D06: null,
      D07: "2017-01-14T00:27:32.765Z",
      D08: "2023-07-13T11:00:00.000Z",
      D09: "2023-07-13T12:00:00.000Z",
      D10: "2023-07-13T17:00:00.000Z",
      D11: "2023-07-13T12:00:00.000Z",
      D12: "2023-07-13T12:00:00.000Z",
      D13: "2023-07-13T10:00:00.000Z",
      D14: "2016-09-03T09:19:24.000Z",
      D15: "2023-07-13T10:00:00.000Z",
      D16: null,
      D17: "2023-07-13T12:00:00.000Z",
      D18: "2023-07-14T00:00:00.000Z",
      D19: "2023-07-13T02:00:00.000Z",
      D20: "2023-07-13T10:00:00.000Z",
      D21: "2023-07-13T10:00:00.000Z",
      D90: "2015-01-04T00:00:00.000Z",
    });
    const { remarks } = await read("F04-dates.xml");
    expect(remarks).toEqual([
      {
        item: expect.stringMatching(/^D06/),
        line: 15,
        reason: expect.stringMatching(/^its date cannot be read/),
      },
      {
        item: expect.stringMatching(/^D16/),
        line: 25,
        reason: expect.stringMatching(/^its date cannot be read/),
      },
    ]);
  });

  test("in other forms that PHP, JavaScript, Unix and people write", () => {
    for (const [text, iso] of [
      ["Thursday, 13-Jul-23 12:00:00 GMT", "2023-07-13T12:00:00.000Z"],
      ["Thu,13 Jul 2023 12:00:00 +0000", "2023-07-13T12:00:00.000Z"],
      ["Thu , 13 Jul 2023 12:00:00 +0000", "2023-07-13T12:00:00.000Z"],
      ["2023-07-13T12:00:00+0200", "2023-07-13T10:00:00.000Z"],
      ["2023-07-13T12:00:00.123456Z", "2023-07-13T12:00:00.123Z"],
      ["2023/07/13 12:00:00", "2023-07-13T12:00:00.000Z"],
      ["July 13, 2023 1:00 PM", "2023-07-13T13:00:00.000Z"],
      ["Thu Jul 13 2023 12:00:00 GMT+0200 (Central European Summer Time)", "2023-07-13T10:00:00.000Z"],
      ["Thu Jul 13 12:00:00 EDT 2023", "2023-07-13T16:00:00.000Z"],
      ["Mo, 13 Mär 2023 12:00:00 MEZ", "2023-03-13T11:00:00.000Z"],
      ["jeu., 13 juil. 2023 12:00:00 +0200", "2023-07-13T10:00:00.000Z"],
      ["Thu, 13 Jul 2023 12:00:00 -0330", "2023-07-13T15:30:00.000Z"],
    ] as const)
      expect(readDate(text), text).toEqual({ date: new Date(iso), unknownZone: null });
    expect(readDate("Thu, 13 Jul 2023 12:00:00 IST")).toEqual({
      date: new Date("2023-07-13T12:00:00Z"),
      unknownZone: "IST",
    });
    for (const text of [
      "",
      "yesterday",
      "13/07/2023",
      "Thu, 31 Feb 2023 12:00:00 GMT",
      "13 Jul 1969",
      "1".repeat(1e5),
    ])
      expect(readDate(text).date, text.slice(0, 20)).toBeNull();
  });
});

test("F05: the audio is found among enclosures, by its type, else its ending, resolved against the feed", async () => {
  const { feed, remarks } = await read("F05-enclosures.xml");
  const cdn = "https://cdn.example";
  expect(feed.items.map(({ enclosure }) => [enclosure?.url, enclosure?.type])).toEqual([
    [`${cdn}/1.mp3`, "audio/mpeg"],
    [`${cdn}/2.mp3`, "audio/mpeg"],
    [`${cdn}/3.mp3`, "audio/mpeg"],
    [`${cdn}/4.mp3`, "audio/mpeg"],
    [`${cdn}/5.mp3`, "audio/mpeg"],
    [`${cdn}/6.mp3`, "audio/x-mpeg"],
    [`${cdn}/7.mp3`, "audio/mpeg"],
    [`${cdn}/8.mp3`, "audio/mpeg"],
    [`${BASE}/files/9.mp3`, "audio/mpeg"],
    [`${cdn}/10.mp3`, "audio/mpeg"],
    [`${cdn}/11.m4a`, "audio/mp4"],
    [`${cdn}/Episode%2012%20(final).mp3`, "audio/mpeg"],
    [`${cdn}/13.ogg`, "audio/ogg"],
  ]);
  expect(remarks.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
    "12: its enclosure is of the type image/jpeg, not audio, and was left out",
    "21: its enclosure is of the type application/pdf, not audio, and was left out",
  ]);
  const two = ofText(
    feedOf(
      `<title>A</title><guid>1</guid><enclosure url="${cdn}/a.mp4" type="video/mp4"/><enclosure url="${cdn}/a.mp3" type="audio/mpeg"/>`,
    ),
  );
  expect(two.feed.items[0]?.enclosure?.url).toBe(`${cdn}/a.mp3`);
  expect(two.remarks[0]?.reason).toMatch(/has 2 enclosures that can be played/);
});

describe("F06: namespaces, by their address in any spelling", () => {
  for (const file of [
    "F06a-prefixes.xml",
    "F06b-psc-slash.xml",
    "F06c-https.xml",
    "F06d-github.xml",
    "F06e-undeclared.xml",
  ])
    test(file, async () => {
      const [item] = await itemsOf(file);
      expect(item).toMatchObject({
        ...{ title: "Part 1", number: 7, durationSeconds: 3601, notesHtml: "<p>Notes</p>" },
        people: [{ name: "Ada Byron", role: "guest" }],
        chapters: [
          { startSeconds: 0, title: "Intro" },
          { startSeconds: 60.5, title: "Talk" },
        ],
        transcripts: [{ type: "application/srt" }],
      });
    });

  test("in spellings that are in no case", () => {
    for (const [prefix, uri, inner, of] of [
      ["x", "HTTPS://WWW.ITUNES.COM/DTDs/PodCast-1.0.dtd", "<x:episode>7</x:episode>", { number: 7 }],
      ["x", "https://podcastindex.org/namespace", "<x:episode>7</x:episode>", { number: 7 }],
      [
        "x",
        "https://github.com/Podcastindex-org/podcast-namespace/tree/main/docs/1.0.md",
        "<x:season>3</x:season>",
        { season: 3 },
      ],
      [
        "x",
        "https://purl.org/dc/elements/1.1",
        "<x:date>2020-01-02</x:date>",
        { publishedAt: new Date("2020-01-02") },
      ],
    ] as [string, string, string, Partial<FeedItem>][]) {
      const item = `<title>A</title><guid>1</guid>${inner}`;
      const feed = feedOf(item).replace("<rss", `<rss xmlns:${prefix}="${uri}"`);
      expect(ofText(feed).feed.items[0], uri).toMatchObject(of);
    }
  });
});

test("F07: items without a guid, or with one for all, are told apart by their audio", async () => {
  expect(await itemsOf("F07a-noguid.xml")).toHaveLength(3);
  const { feed, remarks } = await read("F07b-sameguid.xml");
  expect(feed.items.map(({ title, guid }) => [title, guid])).toEqual(
    [1, 2, 3].map((n) => [`Part ${n}`, `https://cdn.example/${n}.mp3`]),
  );
  expect(remarks).toEqual([
    { item: "Part 1", line: 9, reason: expect.stringMatching(/^3 items have the same guid .* told apart/) },
  ]);
});

test("F08c: simple chapters, with seconds, their own xmlns, and clocks of every length", async () => {
  const items = await itemsOf("F08-chapters.xml");
  const starts = (n: number) => items[n]?.chapters.map(({ startSeconds, title }) => [startSeconds, title]);
  expect(starts(2)).toEqual([
    [0, "Opening the show"],
    [62, "Body"],
  ]);
  expect(starts(3)).toEqual([
    [0, "A"],
    [1.1234567, "F many digits"],
    [5.5, "E comma"],
    [187, "B"],
    [3723, "D"],
    [3723.25, "C"],
  ]);
});

describe("F14: encodings", () => {
  for (const file of [
    "F14a-latin1.xml",
    "F14b-utf16le-bom.xml",
    "F14c-says-utf16.xml",
    "F14g-utf16le-nobom.xml",
  ])
    test(file, async () => {
      const { feed, remarks } = await read(file);
      expect(feed.title).toBe("Mixórdia ä ö ü");
      expect(feed.items[0]?.title).toBe("Übung für Größen");
      expect(remarks).toEqual([]);
    });

  test("F14e: one bad byte costs that byte, and is told with its place", async () => {
    const { feed, remarks } = await read("F14e-onebadbyte.xml");
    expect(feed.title).toBe("Mixórdia ä ö ü");
    expect(feed.items[0]?.title).toBe("Übung für Gr\ufffd\ufffden");
    expect(remarks).toEqual([
      { item: null, line: 9, reason: expect.stringMatching(/^byte 492 does not fit/) },
      { item: null, line: 9, reason: expect.stringMatching(/^byte 493 does not fit/) },
    ]);
  });

  test("F14h", async () => {
    expect((await read("F14h-iso15.xml")).feed.items[0]?.title).toBe("Größe 5 €");
  });

  test("the charset of the HTTP answer counts, unless the bytes prove it wrong", () => {
    const feed = (title: string, declared = "") =>
      feedOf("<title>A</title><guid>1</guid>")
        .replace("Chat", title)
        .replace('<?xml version="1.0"?>', `<?xml version="1.0"${declared}?>`);
    const latin = Buffer.from(feed("Gr\xfc\xdfe \x80"), "latin1");
    expect(ofText(latin, "windows-1252").feed.title).toBe("Grüße €");
    expect(ofText(Buffer.from(feed("Grüße")), "iso-8859-1").feed.title).toBe("Grüße");
    expect(ofText(Buffer.from(feed("Grüße", ' encoding="iso-8859-1"')), "utf-8").feed.title).toBe("Grüße");
    const declared = Buffer.from(feed("Gr\xfc\xdfe", ' encoding="iso-8859-1"'), "latin1");
    expect(ofText(declared, "utf-8").feed.title).toBe("Grüße");
    expect(ofText(Buffer.from(feed("Привет"), "utf16le").swap16(), "utf-8").feed.title).toBe("Привет");
  });
});

test("F15: seasons and numbers", async () => {
  const items = await itemsOf("F15-season.xml");
  expect(items.map(({ season, number }) => [season, number])).toEqual([
    [1, 1],
    [2, 1],
    [3, 204.5],
    [2, null],
    [null, null],
  ]);
});

test("F20: what is no podcast feed is told, and what can be read is", async () => {
  expect(await refusal("F20a-rdf.xml")).toMatch(/not <rss>/);
  expect((await itemsOf("F20b-items-outside.xml")).length).toBeGreaterThan(0);
  expect(await refusal("F20c-doctype.xml")).toMatch(/declares its own entities/);
  expect(await itemsOf("F20d-default-ns.xml")).toMatchObject([{ title: "x y" }]);
  expect(await refusal("F20e-upper.xml")).toMatch(/<RSS>, not <rss>/);
  expect(await refusal("F20f-atom.xml")).toMatch(/Atom feed/);
  expect(await refusal("F20g-trailing.xml")).toMatch(/not well-formed XML: line 15/);
  expect((await itemsOf("F20h-leading.xml")).length).toBeGreaterThan(0);
  expect(await refusal("F20i-phpwarning.xml")).toMatch(/not well-formed XML: line 2/);
});

test("what Apple's and the Podcast Namespace's elements say of a show is read", () => {
  const { feed } = ofText(
    `<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
      <title>A</title><podcast:guid>917393e3-1b1e-5cef-ace4-edaa54e1f810</podcast:guid>
      <itunes:explicit>clean</itunes:explicit><itunes:new-feed-url>https://new.example/feed</itunes:new-feed-url>
      <itunes:category text="Arts"/><itunes:category text="Society &amp; Culture"><itunes:category text="History"/></itunes:category>
      <atom:link rel="next" href="?page=2"/>
      <item><title>B</title><guid>1</guid><itunes:explicit>yes</itunes:explicit>
        <podcast:alternateEnclosure type="audio/opus" length="10" bitrate="32000" title="Low" default="true">
          <podcast:source uri="https://cdn.example/a.opus"/><podcast:source uri="ipfs://abc" contentType="audio/opus"/>
          <podcast:integrity type="sri" value="sha384-x"/>
        </podcast:alternateEnclosure></item></channel></rss>`,
  );
  expect(feed).toMatchObject({
    guid: "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    explicit: false,
    newFeedUrl: "https://new.example/feed",
    categories: ["Arts", "Society & Culture > History"],
    next: `${BASE}/x.xml?page=2`,
  });
  expect(feed.items[0]).toMatchObject({ explicit: true });
  expect(feed.items[0]?.alternateEnclosures).toEqual([
    {
      ...{ type: "audio/opus", length: 10, bitrate: 32000, title: "Low", default: true },
      sources: [{ uri: "https://cdn.example/a.opus" }, { uri: "ipfs://abc", contentType: "audio/opus" }],
      integrity: { type: "sri", value: "sha384-x" },
    },
  ]);
});
