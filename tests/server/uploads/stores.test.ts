import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import S3rver from "s3rver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketStore } from "../../../server/text/uploads/bucket-store";
import type { FileStore } from "../../../server/text/uploads/file-store";
import { folderStore } from "../../../server/text/uploads/folder-store";
import { signRequest } from "../../../server/text/uploads/sign-request";

let folder: string;
let bucket: S3rver;
const stores = new Map<string, FileStore>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "onrecord-store-"));
  bucket = new S3rver({
    ...{ port: 0, address: "127.0.0.1", silent: true, directory: join(folder, "s3") },
    configureBuckets: [{ name: "uploads", configs: [] }],
  });
  const { port } = await bucket.run();
  const settings = { region: "us-east-1", keyId: "S3RVER", secret: "S3RVER" };
  stores.set("a folder", folderStore(join(folder, "folder")));
  stores.set("a bucket", bucketStore({ ...settings, url: `http://127.0.0.1:${port}/uploads` }));
  stores.set(
    "a bucket, with a wrong key",
    bucketStore({
      ...{ ...settings, keyId: "nobody", url: `http://127.0.0.1:${port}/uploads` },
    }),
  );
});
afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(content: string | Uint8Array) {
  const path = join(folder, "a-file");
  await writeFile(path, content);
  return { path, hash: createHash("sha256").update(content).digest("hex") };
}

const textOf = async (stream: Readable | null) =>
  stream === null ? null : (await buffer(stream)).toString();

describe.each(["a folder", "a bucket"])("%s", (name) => {
  const store = () => stores.get(name) as FileStore;

  test("keeps a file whole, gives it back whole or in part, and lets it go", async () => {
    const { path, hash } = await fileOf("0123456789");
    expect(await store().sizeOf(hash)).toBe(null);
    expect(await store().open(hash)).toBe(null);
    await store().put(hash, path, "text/plain");
    expect(await store().sizeOf(hash)).toBe(10);
    expect(await textOf(await store().open(hash))).toBe("0123456789");
    expect(await textOf(await store().open(hash, { start: 2, end: 4 }))).toBe("234");
    // The same content again, at one moment too, is one file.
    await Promise.all([1, 2, 3].map(() => store().put(hash, path, "text/plain")));
    expect(await textOf(await store().open(hash))).toBe("0123456789");
    await store().remove(hash);
    await store().remove(hash);
    expect(await store().open(hash)).toBe(null);
  });

  test("keeps several megabytes of any bytes", async () => {
    const bytes = new Uint8Array(6_000_000).map((_, i) => (i * 7) % 256);
    const { path, hash } = await fileOf(bytes);
    await store().put(hash, path, "application/octet-stream");
    const stream = await store().open(hash);
    expect(
      stream &&
        createHash("sha256")
          .update(await buffer(stream))
          .digest("hex"),
    ).toBe(hash);
  });

  test("leaves nothing where the file cannot be read", async () => {
    const hash = "f".repeat(64);
    await expect(store().put(hash, join(folder, "not-there"), "text/plain")).rejects.toThrow();
    expect(await store().sizeOf(hash)).toBe(null);
  });
});

test("a folder holds no file that was begun", async () => {
  const names = await readdir(join(folder, "folder"), { recursive: true });
  expect(names.filter((name) => name.includes("."))).toEqual([]);
});

test("a bucket that refuses the key is told, and is not taken for an empty one", async () => {
  const { path, hash } = await fileOf("some content");
  await (stores.get("a bucket") as FileStore).put(hash, path, "text/plain");
  const store = stores.get("a bucket, with a wrong key") as FileStore;
  await expect(store.sizeOf(hash)).rejects.toThrow(/403/);
  await expect(store.open(hash)).rejects.toThrow(/403/);
});

test("a request is signed as Amazon’s own example is", () => {
  // "Example: GET Object", Signature Calculations for the Authorization Header, Amazon S3 API Reference.
  const signed = signRequest(
    {
      ...{ region: "us-east-1", keyId: "AKIAIOSFODNN7EXAMPLE" },
      secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    },
    {
      ...{ method: "GET", url: new URL("https://examplebucket.s3.amazonaws.com/test.txt") },
      ...{ headers: { range: "bytes=0-9" }, at: new Date("2013-05-24T00:00:00Z") },
      payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    },
  );
  expect(signed.authorization).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, " +
      "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, " +
      "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
  );
});
