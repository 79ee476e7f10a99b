/** Whether an address is a path on this site, from its root, and leads nowhere else. */
export function isOwnPath(address: string): boolean {
  // Browsers ignore tabs and line ends in an address, so "/<tab>/elsewhere" would become "//elsewhere".
  return /^\/(?![/\\])[^\t\n\r]*$/.test(address) && address.length <= 2000;
}
