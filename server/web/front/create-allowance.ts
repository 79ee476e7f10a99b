import type { IncomingMessage } from "node:http";
import { LRUCache } from "lru-cache";
import { CLIENT_ADDRESS } from "@/lib/http/client-headers";
import { addressOf } from "@/server/people/limits/address-of";

const MB = 1024 * 1024;

/** Smaller answers are not counted: looking for the address would cost more than sending them. */
const COUNTED_FROM = MB / 4;
/** Bytes that one address may take in a minute: a hundred of the longest transcripts with all their words' times. */
const MOST_BYTES = 300 * MB;
const MILLISECONDS = 60_000;
/** Addresses that are remembered. */
const MOST_ADDRESSES = 10_000;

/** Says how many seconds to wait before a request may take an answer of so many bytes; 0 for now. */
export type Allowance = (incoming: IncomingMessage, bytes: number) => number;

/**
 * Makes the function that counts large answers to the address they go to. What is kept costs nothing to make, but one
 * client that asks for megabytes as fast as it can would keep the process that sends them from everybody else.
 */
export function createAllowance(): Allowance {
  const taken = new LRUCache<string, { readonly since: number; bytes: number }>({ max: MOST_ADDRESSES });
  return ({ headers }, bytes) => {
    if (bytes < COUNTED_FROM) return 0;
    const address = addressOf({ get: () => String(headers[CLIENT_ADDRESS] ?? "") });
    const now = Date.now();
    const before = taken.get(address);
    const minute = before && now - before.since < MILLISECONDS ? before : { since: now, bytes: 0 };
    taken.set(address, minute);
    if (minute.bytes + bytes > MOST_BYTES && minute.bytes > 0)
      return Math.ceil((minute.since + MILLISECONDS - now) / 1000);
    minute.bytes += bytes;
    return 0;
  };
}
