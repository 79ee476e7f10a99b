import { describe, expect, it } from "vitest";
import { editionOf, isAbout } from "../../evidence";

const edition = (name: string, fieldStart: string | null = null, fieldEnd: string | null = null) => ({
  name,
  fieldStart,
  fieldEnd,
});
const EDITIONS = [
  edition("2018", "2018-03-22", "2018-04-30"),
  edition("2021", "2021-04-14", "2021-05-05"),
  edition("2022", "2022-04-25", "2022-05-14"),
];
const said = (quote: string, published: string | null, sentence = quote) => ({ quote, sentence, published });
const about = (name: string, ...words: Parameters<typeof said>) => {
  const [one] = EDITIONS.filter((each) => each.name === name);
  if (!one) throw new Error(name);
  return isAbout(one, { said: said(...words), editions: EDITIONS });
};

describe("the edition that a claim speaks of", () => {
  it("is none that had not begun when the episode came out", () => {
    expect(about("2021", "a third of them", "2018-09-01")).toBe("other");
    expect(about("2018", "a third of them", "2018-09-01")).toBe("same");
  });

  it("is the newest whose results were there", () => {
    expect(about("2021", "a third of them", "2022-09-01")).toBe("other");
    expect(about("2022", "a third of them", "2022-09-01")).toBe("same");
    // Just after the last answer, people may speak of either.
    expect(about("2021", "a third of them", "2022-05-20")).toBe("same");
    expect(about("2022", "a third of them", "2022-05-20")).toBe("same");
  });

  it("is the one whose year was said", () => {
    expect(about("2018", "in 2018 it was a third", "2022-09-01")).toBe("same");
    expect(about("2022", "in 2018 it was a third", "2022-09-01")).toBe("other");
    expect(
      about("2018", "it was a third", "2022-09-01", "In 2018 it was a third, and 2022 it was more"),
    ).toBe("same");
  });

  it("is counted from the episode's date where the words say so", () => {
    expect(about("2021", "last year's survey had a third", "2022-09-01")).toBe("same");
    expect(about("2022", "last year it was a third", "2022-09-01")).toBe("other");
    expect(about("2022", "this year's survey had a third", "2022-09-01")).toBe("same");
    expect(about("2022", "it rose by five points over the last year", "2022-09-01")).toBe("same");
  });

  it("takes no number for a year", () => {
    expect(about("2022", "2,018 of them", "2022-09-01")).toBe("same");
    expect(about("2022", "2018 people said so", "2022-09-01")).toBe("same");
    expect(about("2022", "a third will be gone by 2021", "2022-09-01")).toBe("same");
    expect(about("2022", "a third will be gone in 2030", "2022-09-01")).toBe("same");
  });

  it("is unknown without a date, and makes nothing incomparable", () => {
    expect(about("2021", "a third of them", null)).toBe("unknown");
    expect(isAbout(edition("spring"), { said: said("a third", "2022-01-01"), editions: [] })).toBe("unknown");
    expect(about("2018", "in 2018 it was a third", null)).toBe("same");
  });

  it("is named, or its absence is", () => {
    expect(editionOf(EDITIONS, said("last year's had a third", "2022-09-01"))?.name).toBe("2021");
    expect(editionOf(EDITIONS, said("the 2019 survey had a third", "2022-09-01"))).toBeNull();
    expect(editionOf(EDITIONS, said("a third", "2017-01-01"))).toBeNull();
  });
});
