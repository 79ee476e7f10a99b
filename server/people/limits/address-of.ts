import { isIPv4, isIPv6 } from "node:net";
import { CLIENT_ADDRESS } from "@/lib/http/client-headers";

/**
 * The address by which a request is counted, as the server noted it: a client's own X-Forwarded-For is not read. An
 * IPv6 network of 64 bits counts as one address, since every machine has that many. "unknown" for a request that did
 * not come through the server.
 */
export function addressOf(headers: Pick<Headers, "get">): string {
  const address = (headers.get(CLIENT_ADDRESS) ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
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
