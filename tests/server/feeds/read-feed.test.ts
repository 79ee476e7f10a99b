import { describe, expect, test } from "vitest";
import { readFeed } from "../../../server/doors/feeds/read-feed";
import { feedOf, fixtureFeed } from "./serve";

const read = (text: string | Uint8Array) =>
  readFeed(typeof text === "string" ? new TextEncoder().encode(text) : text);

function feed(text: string) {
  const found = read(text);
  if (!found.ok) throw new Error(found.message);
  return found;
}

const refusal = (text: string | Uint8Array) => {
  const found = read(text);
  return found.ok ? "it was read" : `${found.reason}: ${found.message}`;
};

describe("a feed as hosts write them", () => {
  test("is read in full, whatever prefixes it chose", async () => {
    const { feed: tides, remarks } = feed(await fixtureFeed());
    expect(remarks).toEqual([]);
    const { items, ...show } = tides;
    expect(show).toEqual({
      title: "Tides & Tables",
      description: "Two hydrographers read tide tables aloud, and argue.",
      author: "Harbour Radio",
      language: "en-GB",
      link: "https://tides.example.org/",
      artworkUrl: "https://tides.example.org/cover.jpg",
      licence: "CC BY-SA 4.0",
      self: "https://tides.example.org/feed.xml",
      ...{ guid: null, explicit: null, categories: [], newFeedUrl: null, next: null },
      people: [
        {
          name: "Ines Okoro",
          role: "host",
          group: "cast",
          imageUrl: "https://tides.example.org/ines.jpg",
          href: "https://tides.example.org/ines",
        },
      ],
    });
    expect(items).toHaveLength(3);
    expect(items[0]).toMatchObject({
      guid: "tides-0002",
      title: "Spring tides, neap tides",
      description: "Why the moon pulls harder twice a month.",
      publishedAt: new Date("2024-05-14T05:00:00Z"),
      season: 1,
      number: 2,
      durationSeconds: 300,
      enclosure: { url: "https://cdn.example.org/2.mp3", type: "audio/mpeg", bytes: 4321000 },
      chaptersUrl: "https://tides.example.org/2-chapters.json",
      transcripts: [
        { url: "https://tides.example.org/2.srt", type: "application/x-subrip", language: null },
        { url: "https://tides.example.org/2.vtt", type: "text/vtt; charset=utf-8", language: "en" },
        { url: "https://tides.example.org/2.html", type: "text/html", language: null },
      ],
    });
    expect(items[0]?.people.map(({ name, role, group }) => [name, role, group])).toEqual([
      ["Ines Okoro", "host", "cast"],
      ["Sam de Wit", "guest", "cast"],
      ["Ravi Berg", "audio engineer", "audio post-production"],
    ]);
    expect(items[1]?.chapters).toEqual([
      { startSeconds: 0, title: "Opening", link: null, imageUrl: null },
      {
        startSeconds: 75.5,
        title: "Why ships — and trains",
        link: "https://example.org/ships",
        imageUrl: null,
      },
    ]);
    expect(items[2]).toMatchObject({ description: "What this show is.", notesHtml: null });
  });

  test("may be in another encoding, have blanks before it, and a password in its addresses", () => {
    const latin = Buffer.from(
      '<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><title>Caf\xe9</title></channel></rss>',
      "latin1",
    );
    expect(read(latin)).toMatchObject({ ok: true, feed: { title: "Café" } });
    expect(feed(`\ufeff\n${feedOf()}`).feed.title).toBe("Chat");
    const item =
      "<title>A</title><enclosure url='https://me:secret@x.example/a.mp3?k=1&amp;l=2' type='audio/mpeg'/>";
    expect(feed(feedOf(item)).feed.items[0]?.enclosure?.url).toBe("https://x.example/a.mp3?k=1&l=2");
  });
});

describe("what is no feed", () => {
  test("is refused with its reason", () => {
    expect(refusal("")).toMatch(/^not-xml: /);
    expect(refusal("%PDF-1.7")).toMatch(/^not-xml: This is not a feed: it is not XML/);
    expect(refusal("<!DOCTYPE html><html><body>Sign in</body></html>")).toMatch(/^html: .*web page/);
    expect(refusal("<html><rss/></html>")).toMatch(/^html: /);
    expect(refusal("<rss><channel><title>A</rss>")).toMatch(/^not-xml: .*line 1/);
    expect(refusal("<rss><channel><title>A")).toMatch(/^not-xml: /);
    expect(refusal('<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title></feed>')).toMatch(
      /^not-a-feed: .*Atom/,
    );
    expect(refusal("<opml/>")).toMatch(/^not-a-feed: .*<opml>/);
    expect(refusal("<rss><channel></channel></rss>")).toMatch(/no title/);
    expect(refusal(new Uint8Array([60, 97, 62, 255, 254]))).toMatch(/^encoding: /);
    expect(refusal('<?xml version="1.0" encoding="klingon"?><rss/>')).toMatch(/^encoding: /);
    expect(refusal("<a>".repeat(5000) + "</a>".repeat(5000))).toMatch(/^not-xml: /);
    expect(refusal(new Uint8Array(32_000_001).fill(32))).toMatch(/^too-large: .*32 MB/);
    expect(refusal(`<rss>${"<a/>".repeat(2_100_000)}</rss>`)).toMatch(/^too-large: .*elements/);
  });

  test("entities are never expanded: a billion laughs, and files of this machine", () => {
    const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      "",
    );
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]><rss><channel><title>&l9;</title></channel></rss>`;
    expect(refusal(bomb)).toMatch(/^entities: .*declares its own entities/);
    const file = `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>`;
    expect(refusal(file)).toMatch(/^entities: /);
    // An undeclared entity stays as written.
    expect(feed(feedOf("<title>A &who; B</title><guid>1</guid>")).feed.items[0]?.title).toBe("A &who; B");
  });
});

describe("an item that is not as it should be", () => {
  const item = (more: string) => feed(feedOf(`<title>A</title><guid>1</guid>${more}`));

  test("has an enclosure that is a web page", () => {
    for (const enclosure of [
      '<enclosure url="https://x.example/a" type="text/html"/>',
      '<enclosure url="https://x.example/a.html" type="audio/mpeg"/>',
      '<enclosure url="https://x.example/a.HTM?x=.mp3"/>',
      '<enclosure url="https://x.example/a.png" type="image/png"/>',
      '<enclosure url="javascript:alert(1)" type="audio/mpeg"/>',
    ]) {
      const { feed: read, remarks } = item(enclosure);
      expect(read.items[0]?.enclosure, enclosure).toBeNull();
      expect(remarks).toMatchObject([
        { item: "A", reason: expect.stringMatching(/^its enclosure .* left out$/) },
      ]);
    }
    expect(item('<enclosure url="https://x.example/a" type="application/octet-stream"/>').remarks).toEqual(
      [],
    );
  });

  test("has the identity of another: the one published last is taken, in whatever order they stand", () => {
    const early = "<title>Early</title><guid>1</guid><pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate>";
    const late = "<title>Late</title><guid>1</guid><pubDate>Tue, 02 Jan 2024 00:00:00 GMT</pubDate>";
    for (const items of [
      [early, late],
      [late, early],
    ]) {
      const { feed: read, remarks } = feed(feedOf(...items));
      expect(read.items.map(({ title }) => title)).toEqual(["Late"]);
      expect(remarks[0]?.reason).toMatch(/same guid as another item \(1\)/);
    }
  });

  test("has no title, no identity, or values that cannot be read", () => {
    const { feed: read, remarks } = feed(
      feedOf("<guid>1</guid>", "<title>B</title>", `<title>C</title><guid>${"x".repeat(700)}</guid>`),
    );
    expect(read.items).toEqual([]);
    expect(remarks.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/no title/),
      expect.stringMatching(/no guid/),
      expect.stringMatching(/guid is too long/),
    ]);
    const odd = item(
      "<pubDate>yesterday</pubDate><season>x</season><duration>-5</duration><link>javascript:alert(1)</link><description>\u0000</description>",
    );
    expect(odd.feed.items[0]).toMatchObject({
      publishedAt: null,
      season: null,
      durationSeconds: null,
      link: null,
    });
    expect(odd.remarks.map(({ reason }) => reason)).toEqual(["its date cannot be read: yesterday"]);
  });
});
