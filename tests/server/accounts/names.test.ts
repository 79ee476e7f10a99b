import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PLATFORM } from "../../../server/doors/repository/identity-of";
import { isReservedName } from "../../../server/people/accounts/is-reserved-name";
import { makeHandle } from "../../../server/people/accounts/make-handle";
import { nameFor } from "../../../server/people/accounts/name-for";
import { NOBODY_NAMED, nameOf } from "../../../server/work/contributions/current-contributor";
import { onOneLine, showHidden } from "../../../transcript";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { imported, makeFolder, transcript } from "../import/folder";
import { edit, git, makePlace, projected } from "../repository/support";

const PLATFORMS = [
  ...[
    "Import",
    "import",
    " IMPORT ",
    "I m p o r t",
    "Im\u200bport",
    "\u202eImport",
    "İmport",
    "Ímport",
    "lmport",
    "1mport",
  ],
  // With Cyrillic and Greek letters, full width, and other signs.
  ...["Imрort", "Ιmpοrt", "Ｉｍｐｏｒｔ", "Imp0rt", "Import.", "«Import»", "𝐈𝐦𝐩𝐨𝐫𝐭"],
  ...[
    "On Record",
    "on-record",
    "OnRecord",
    "Оn Rесоrd",
    "ON  RECORD",
    "Trust rule",
    "trust_rule",
    "Mirror",
    "Admin",
  ],
  ...["Administrator", "аdmin", "system", "SYSTEM"],
];

test.each(PLATFORMS)("%j is the platform's name", (name) => {
  expect(isReservedName(name)).toBe(true);
  expect(nameOf(name)).toBe(NOBODY_NAMED);
  expect(nameFor(name)).toBeNull();
});

test.each([
  "Ada Lovelace",
  "Import Export Ltd",
  "Recorder",
  "Иван",
  "李",
  "A listener",
  "Imani",
  "Simone Record",
])("%j is somebody's", (name) => {
  expect(isReservedName(name)).toBe(false);
  expect(nameOf(name)).toBe(name);
  expect(nameFor(name)).toBe(name);
});

describe("hidden characters", () => {
  test("are in no name, title or subject", () => {
    expect(nameOf("A\u202eda\u2066 Love\u0000lace\n")).toBe("Ada Love lace");
    expect(nameFor("\u200b\ufeff")).toBeNull();
    expect(onOneLine("Fix \u202e“yes”\u202c to\r\n “no”\u2028")).toBe("Fix “yes” to “no”");
    // Persian and emoji need their joiners.
    expect(onOneLine("می\u200cخواهم 👩\u200d🔬")).toBe("می\u200cخواهم 👩\u200d🔬");
  });

  test("are shown where texts are compared", () => {
    expect(showHidden("a\u202eb\u200bc\ufeff")).toBe("a[U+202E]b[U+200B]c[U+FEFF]");
    expect(showHidden("plain שלום")).toBe("plain שלום");
  });
});

describe("in the database", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test("no handle is the platform's", async () => {
    expect(await makeHandle(database.db, ["Import"])).toBe("import-2");
    expect(await makeHandle(database.db, ["Admin"])).toBe("admin-2");
    expect(await makeHandle(database.db, ["Ada"])).toBe("ada");
  });

  test("an author who is called like the importer does not become the platform in git", async () => {
    const { db } = database;
    await using files = await makeFolder({ "x/x-1.md": transcript("one") });
    await imported(db, files.path);
    await edit(db, "x/x-1.md", (text) => `${text}\n**Ana:** More.\n`, { name: "Import", id: null });
    await using place = await makePlace();
    const { path } = await projected(db, place.path);
    const authors = (await git(path, "log", "--format=%an <%ae>", "main")).trim().split("\n");
    expect(authors[1]).toBe(`${PLATFORM.name} <${PLATFORM.email}>`);
    expect(authors[0]).toMatch(/^Import <[0-9a-f]{16}@names\./);
  });
});
