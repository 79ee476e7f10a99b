import { BlockList, isIPv4 } from "node:net";

// IANA's registries of special-purpose addresses: this host, private networks, carriers, loopback, link-local
// (where clouds serve secrets), documentation, benchmarks, multicast, reserved.
const INTERNAL_4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // Public by its number, but in every machine of Azure it leads to what runs that machine.
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];
// Public IPv6 addresses are within 2000::/3. Excluded from it are tunnels and translators that lead to any
// IPv4 address.
const PUBLIC_6: readonly [string, number] = ["2000::", 3];
const INTERNAL_6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

const internal = new BlockList();
for (const [address, prefix] of INTERNAL_4) internal.addSubnet(address, prefix, "ipv4");
for (const [address, prefix] of INTERNAL_6) internal.addSubnet(address, prefix, "ipv6");
const global = new BlockList();
global.addSubnet(...PUBLIC_6, "ipv6");

/** Whether only this machine or its own networks can reach an IP address. */
export function isInternal(address: string): boolean {
  if (isIPv4(address)) return internal.check(address, "ipv4");
  return !global.check(address, "ipv6") || internal.check(address, "ipv6");
}
