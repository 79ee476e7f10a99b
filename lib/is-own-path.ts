/** Whether an address leads to a place of this site, given as a path from its root, and nowhere else. */
export function isOwnPath(address: string): boolean {
  // Browsers pass over tabs and line ends in an address, so "/<tab>/elsewhere" would be "//elsewhere".
  return /^\/(?![/\\])[^\t\n\r]*$/.test(address) && address.length <= 2000;
}
