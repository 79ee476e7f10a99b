import { isIPv4, isIPv6 } from "node:net";

/**
 * The address by which a request is counted: the last one in X-Forwarded-For, which the nearest proxy (or
 * Next itself) has added. Anybody can write the ones before it. An IPv6 network of 64 bits counts as one
 * address, since every machine has that many.
 */
export function addressOf(headers: Pick<Headers, "get">): string {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  const address = last.replace(/^::ffff:(?=\d+\.)/i, "");
  if (isIPv4(address)) return address;
  return isIPv6(address) ? `${network(address)}::/64` : "unknown";
}

function network(address: string): string {
  const [head = "", tail = ""] = address.toLowerCase().split("::");
  const left = head.split(":").filter(Boolean);
  const right = address.includes("::") ? tail.split(":").filter(Boolean) : [];
  const groups = [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
