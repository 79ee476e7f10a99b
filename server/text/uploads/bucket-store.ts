import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { pipeline } from "node:stream/promises";
import { trimEndWhere } from "@/lib/trim-where";
import type { FileStore } from "./file-store";
import { type Signer, signRequest } from "./sign-request";

/** A bucket of an S3-compatible service. */
export interface Bucket extends Signer {
  /** Where it lies, by path: `https://s3.example.org/bucket`. */
  readonly url: string;
}

interface Call {
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  readonly hash: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The file that is sent. */
  readonly path?: string;
}

// A service that says nothing for so long is given up; whoever asked is told.
const STALL_MILLISECONDS = 60_000;

/**
 * Files in a bucket, for a site on several machines. Each file is one object, named by its hash; it is there whole or not at
 * all, as the protocol promises of PUT.
 *
 * @throws Error where the service does not answer as it should
 */
export function bucketStore(bucket: Bucket): FileStore {
  const ask = async ({ method, hash, headers = {}, path }: Call): Promise<http.IncomingMessage> => {
    const url = new URL(`${trimEndWhere(bucket.url, (sign) => sign === "/")}/${hash}`);
    const length = path === undefined ? 0 : (await stat(path)).size;
    // A file's name in the store is the hash of its content.
    const signed = signRequest(bucket, { method, url, headers, payload: path === undefined ? EMPTY : hash });
    const { request } = url.protocol === "https:" ? https : http;
    return new Promise((done, fail) => {
      const sending = request(
        url,
        {
          method,
          timeout: STALL_MILLISECONDS,
          headers: { ...signed, ...(path !== undefined && { "content-length": String(length) }) },
        },
        done,
      );
      sending.on("error", fail).on("timeout", () => sending.destroy(new Error("the bucket does not answer")));
      if (path === undefined) sending.end();
      else pipeline(createReadStream(path), sending).catch(fail);
    });
  };
  const expect = async (call: Call, statuses: readonly number[]) => {
    const answer = await ask(call);
    const status = answer.statusCode ?? 0;
    if (statuses.includes(status)) return { answer, status };
    answer.resume();
    throw new Error(`The bucket answers ${call.method} with ${status}.`);
  };
  const sizeOf = async (hash: string) => {
    const { answer, status } = await expect({ method: "HEAD", hash }, [200, 404]);
    answer.resume();
    return status === 404 ? null : Number(answer.headers["content-length"]);
  };
  return {
    sizeOf,
    async put(hash, path, type) {
      if ((await sizeOf(hash)) !== null) return;
      const call = { method: "PUT", hash, path, headers: { "content-type": type } } as const;
      (await expect(call, [200, 201, 204])).answer.resume();
    },
    async open(hash, range) {
      const headers: Record<string, string> = range ? { range: `bytes=${range.start}-${range.end}` } : {};
      const { answer, status } = await expect({ method: "GET", hash, headers }, [200, 206, 404]);
      if (status !== 404) return answer;
      answer.resume();
      return null;
    },
    async remove(hash) {
      (await expect({ method: "DELETE", hash }, [200, 202, 204, 404])).answer.resume();
    },
  };
}

/** The SHA-256 of no bytes. */
const EMPTY = createHash("sha256").update("").digest("hex");
