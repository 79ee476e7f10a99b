import fc from "fast-check";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { dropDraft, keepDraft, keptDraft } from "../../components/correct/drafts";
import {
  hasNext,
  joinSheet,
  linkSheet,
  partSheet,
  type Sheet,
  sameSheet,
  sheetOf,
  splitSheet,
  timeSheet,
} from "../../components/correct/sheet";
import { SheetHistory } from "../../components/correct/sheet-history";
import { editSegment } from "../../server/work/contributions/edit-segment";
import { paragraphEdits } from "../../server/work/contributions/paragraph-edits";
import { parse, sourceBlocks } from "../../transcript";

// Laws of the form for one paragraph: whatever is done in it, closed, reopened and undone, what it sends is what it shows.

/** A browser's storage. */
let stored: Map<string, string>;
beforeEach(() => {
  stored = new Map();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  };
  // `Object.keys` of a storage are its keys.
  vi.stubGlobal("localStorage", new Proxy(storage, { ownKeys: () => [...stored.keys()] }));
});

afterAll(() => {
  vi.unstubAllGlobals();
});

const word = fc.constantFrom("yes", "well,", "Kubernetes", "4,300", "naïve", "the", "I think", "🎧");
const prose = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
const name = fc.constantFrom("Ann Lee", "Bob", null);
/** A document of a few paragraphs, some on two lines, with either kind of line break. */
const document = fc
  .record({
    paragraphs: fc.array(fc.tuple(name, prose, fc.option(prose)), { minLength: 1, maxLength: 4 }),
    odd: fc.constantFrom("\n\n", "\n \n", "\n\n\n"),
    windows: fc.boolean(),
  })
  .map(({ paragraphs, odd, windows }) => {
    const text = paragraphs
      .map(([who, one, two]) => `${who ? `**${who}:** ` : ""}${one}${two ? `\n${two}` : ""}`)
      .join(odd);
    return windows ? text.replaceAll("\n", "\r\n") : text;
  });

type Deed =
  | { readonly does: "type"; readonly at: number; readonly out: number; readonly put: string }
  | { readonly does: "speaker"; readonly put: string }
  | { readonly does: "split" | "time"; readonly at: number }
  | { readonly does: "link"; readonly at: number; readonly to: number }
  | { readonly does: "join" | "part" | "undo" | "redo" | "reopen" | "crash" | "start anew" };

const place = fc.nat({ max: 80 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    does: fc.constant("type" as const),
    at: place,
    out: fc.nat({ max: 12 }),
    put: fc.oneof(
      fc.string({ maxLength: 3 }),
      prose,
      fc.constantFrom("\n", "\n\n", "**Bob:** ", "\n\n**Ann Lee:** "),
    ),
  }),
  fc.record({ does: fc.constant("speaker" as const), put: fc.constantFrom("", "Bob", "Cleo", " Bob ") }),
  fc.record({ does: fc.constantFrom("split" as const, "time" as const), at: place }),
  fc.record({ does: fc.constant("link" as const), at: place, to: place }),
  fc.record({
    does: fc.constantFrom("join", "part", "undo", "redo", "reopen", "crash", "start anew" as const),
  }) as fc.Arbitrary<Deed>,
);

interface Opened {
  readonly body: string;
  readonly name: string | null;
  readonly next: { readonly body: string } | null;
}

/** The form as `use-sheet` runs it: each change is stored, and reopening it reads what is stored. */
function run(
  paragraph: Opened,
  deeds: readonly Deed[],
  check?: (before: Sheet, after: Sheet) => void,
): SheetHistory {
  const was = sheetOf(paragraph);
  const open = () => {
    const kept = keptDraft("p");
    const begun = new SheetHistory(was);
    if (!kept) return begun;
    const { text: words, speaker = was.speaker, joined = false } = kept;
    return begun.change({ words, speaker, joined }, { typed: null, at: 0 });
  };
  const keep = (history: SheetHistory) => {
    const { words: text, ...more } = history.sheet;
    if (sameSheet(history.sheet, was)) dropDraft("p");
    else keepDraft("p", { base: 1, text, ...more, idempotencyKey: "0123456789" });
    return history;
  };
  let history = open();
  let at = 0;
  for (const each of deeds) {
    const { sheet } = history;
    at += 400;
    const tool = (next: Sheet | undefined) =>
      keep(next ? history.change(next, { typed: null, at }) : history);
    const inside = (offset: number) => Math.min(offset, sheet.words.length);
    switch (each.does) {
      case "type": {
        const from = inside(each.at);
        const words = sheet.words.slice(0, from) + each.put + sheet.words.slice(from + each.out);
        // A text area holds no carriage return.
        history = keep(
          history.change({ ...sheet, words: words.replaceAll("\r", "") }, { typed: "words", at }),
        );
        break;
      }
      case "speaker":
        history = keep(history.change({ ...sheet, speaker: each.put }, { typed: "speaker", at }));
        break;
      case "split":
        history = tool(splitSheet(sheet, inside(each.at)).sheet);
        break;
      case "time":
        history = tool(timeSheet(sheet, inside(each.at), 75)?.sheet);
        break;
      case "link": {
        const [from = 0, to = 0] = [inside(each.at), inside(each.to)].sort((a, b) => a - b);
        history = tool(linkSheet(sheet, [from, to], "https://example.org/").sheet);
        break;
      }
      case "join":
        history = tool(paragraph.next ? joinSheet(sheet, paragraph.next).sheet : undefined);
        break;
      case "part":
        history = tool(paragraph.next && sheet.joined ? partSheet(sheet, paragraph.next).sheet : undefined);
        break;
      case "undo":
        history = keep(history.undo());
        break;
      case "redo":
        history = keep(history.redo());
        break;
      case "start anew":
        history = tool(was);
        break;
      case "reopen":
      case "crash": {
        const reopened = open();
        check?.(sheet, reopened.sheet);
        history = reopened;
      }
    }
  }
  return history;
}

const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();

/** What somebody who looks at the form reads in it: paragraphs with their speakers. */
function readOff({ words, speaker }: Sheet): { name: string | null; body: string }[] {
  const paragraphs = words.split(/\n[ \t]*(?=\n)/).map((text) => text.trim());
  return paragraphs
    .filter((text) => text !== "")
    .map((text, index) => {
      const label = index > 0 ? /^\*\*([^*\n]+?):\*\* ?/.exec(text) : null;
      return {
        name: index > 0 ? (label?.[1]?.trim() ?? null) : speaker.trim() || null,
        body: squeezed(text.slice(label?.[0].length ?? 0)),
      };
    });
}

const given = fc.record({ text: document, at: fc.nat({ max: 3 }), deeds: fc.array(deed, { maxLength: 12 }) });

test("what is sent is what is shown, and nothing else changes", () => {
  let sent = 0;
  fc.assert(
    fc.property(given, ({ text, at, deeds }) => {
      stored.clear();
      const transcript = parse(text);
      const index = at % transcript.segments.length;
      const segment = transcript.segments[index];
      if (!segment) return;
      const next = transcript.segments[index + 1] ?? null;
      const paragraph = { body: segment.body, name: segment.name, next: next && { body: next.body } };
      const { sheet } = run(paragraph, deeds);
      const form = {
        body: sheet.words.replaceAll("\n", "\r\n"),
        speaker: sheet.speaker,
        join: sheet.joined ? ("shown" as const) : undefined,
        remove: false,
      };
      const was = { ...paragraph, next: next?.body ?? null, newsletter: false };
      const edited = editSegment(transcript, index, paragraphEdits(form, was));
      // Refused with a sentence: nothing is sent, and the form stays.
      if (!edited.ok) return;
      sent += 1;
      const shown = readOff(sheet);
      const { segments } = edited.transcript;
      const made = segments.slice(index, index + shown.length);
      expect(made.map(({ name, body }) => ({ name, body: squeezed(body) }))).toEqual(shown);
      const taken = sheet.joined ? 2 : 1;
      expect(segments.length).toBe(transcript.segments.length - taken + shown.length);
      const [before, after] = [sourceBlocks(transcript), sourceBlocks(edited.transcript)];
      const words = (blocks: readonly string[]) => blocks.map((block) => block.trimEnd());
      expect(words(after.slice(0, index))).toEqual(words(before.slice(0, index)));
      expect(words(after.slice(index + shown.length))).toEqual(words(before.slice(index + taken)));
      // An untouched form changes no byte.
      if (sameSheet(sheet, sheetOf(paragraph))) expect(after.join("")).toBe(before.join(""));
    }),
    { numRuns: 2000 },
  );
  expect(sent, "most forms can be sent").toBeGreaterThan(700);
});

test("closed or crashed at any moment and opened again, it shows the same", () => {
  fc.assert(
    fc.property(given, ({ text, at, deeds }) => {
      stored.clear();
      const { segments } = parse(text);
      const index = at % segments.length;
      const { body = "", name: who = null } = segments[index] ?? {};
      const next = segments[index + 1] ?? null;
      run({ body, name: who, next: next && { body: next.body } }, deeds, (before, after) =>
        expect(after).toEqual(before),
      );
    }),
    { numRuns: 1000 },
  );
});

test("everything is undone and redone in one order: words, speaker, times, joins, splits, links", () => {
  fc.assert(
    fc.property(given, ({ text, at, deeds }) => {
      stored.clear();
      const { segments } = parse(text);
      const index = at % segments.length;
      const { body = "", name: who = null } = segments[index] ?? {};
      const next = segments[index + 1] ?? null;
      const paragraph = { body, name: who, next: next && { body: next.body } };
      const end = run(paragraph, deeds);
      let history = end;
      const seen: Sheet[] = [history.sheet];
      while (history.canUndo) {
        history = history.undo();
        seen.push(history.sheet);
      }
      expect(history.sheet).toEqual(sheetOf(paragraph));
      for (const sheet of seen.reverse().slice(1)) {
        history = history.redo();
        expect(history.sheet).toEqual(sheet);
      }
      // What was undone before stays there to be redone.
      if (!end.canRedo) expect(history.canRedo).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

const PARAGRAPH = { body: "One two three.", name: "Ann Lee", next: { body: "Four five six seven." } };

test("keys that follow one another are one step; a tool between them is its own", () => {
  let history = new SheetHistory(sheetOf(PARAGRAPH));
  const type = (put: string, at: number) => {
    history = history.change({ ...history.sheet, words: history.sheet.words + put }, { typed: "words", at });
  };
  for (const [i, key] of [..." and so"].entries()) type(key, i * 100);
  history = history.change(joinSheet(history.sheet, PARAGRAPH.next).sheet, { typed: null, at: 900 });
  type("!", 1000);
  expect(history.sheet.words).toBe("One two three. and so Four five six seven.!");
  history = history.undo();
  expect(history.sheet).toMatchObject({ words: "One two three. and so Four five six seven.", joined: true });
  history = history.undo();
  expect(history.sheet).toMatchObject({ words: "One two three. and so", joined: false });
  history = history.undo();
  expect(history.sheet).toEqual(sheetOf(PARAGRAPH));
  expect(history.canUndo).toBe(false);
});

test("a pause, another place, a paste and a line break begin a step of their own", () => {
  let history = new SheetHistory({ words: "", speaker: "", joined: false });
  let at = 0;
  const to = (words: string, wait = 100) => {
    at += wait;
    history = history.change({ ...history.sheet, words }, { typed: "words", at });
  };
  to("a");
  to("ab");
  to("abc", 5000);
  to("xabc");
  to("xabc pasted");
  to("xabc pasted\n");
  const back: string[] = [];
  while (history.canUndo) {
    history = history.undo();
    back.push(history.sheet.words);
  }
  expect(back).toEqual(["xabc pasted", "xabc", "abc", "ab", ""]);
});

test("a join whose words are gone again is noticed before it deletes the next paragraph", () => {
  const joined = joinSheet(sheetOf(PARAGRAPH), PARAGRAPH.next).sheet;
  expect(joined.words).toBe("One two three. Four five six seven.");
  const has = (sheet: Sheet) => hasNext(sheet, PARAGRAPH.next, PARAGRAPH.body);
  expect(has(joined)).toBe(true);
  expect(has({ ...joined, words: "One two three. Four five six eight." })).toBe(true);
  expect(has({ ...joined, words: "One two three and more." })).toBe(false);
  expect(has({ ...joined, joined: false, words: "" }), "what is not joined loses nothing").toBe(true);
  expect(partSheet(joined, PARAGRAPH.next).sheet).toEqual(sheetOf(PARAGRAPH));
  // Words that were edited are nobody's to delete.
  const edited = { ...joined, words: "One two three. Four five six eight." };
  expect(partSheet(edited, PARAGRAPH.next).sheet).toEqual({ ...edited, joined: false });
});

test("200,000 characters pasted are one step, and are undone as one", () => {
  const begun = new SheetHistory(sheetOf(PARAGRAPH));
  const pasted = begun.change(
    { ...begun.sheet, words: `${begun.sheet.words} ${"word ".repeat(40_000)}` },
    { typed: "words", at: 0 },
  );
  let history = pasted;
  for (let i = 0; i < 300; i += 1)
    history = history.change(
      { ...history.sheet, words: `${history.sheet.words}x` },
      { typed: "words", at: i },
    );
  expect(history.undo().sheet).toEqual(pasted.sheet);
  expect(history.undo().undo().sheet).toEqual(begun.sheet);
});

test("a draft of before has words alone; one that is no draft is none", () => {
  stored.set("onrecord.draft p", JSON.stringify({ base: 1, text: "x", idempotencyKey: "k", at: Date.now() }));
  expect(keptDraft("p")).toMatchObject({ text: "x", speaker: undefined, joined: undefined });
  stored.set(
    "onrecord.draft p",
    JSON.stringify({ base: "1", text: "x", idempotencyKey: "k", at: Date.now() }),
  );
  expect(keptDraft("p")).toBeUndefined();
});
