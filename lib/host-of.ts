/** The host of an address without its www, as a name for it; what is no address stays as it is. */
export const hostOf = (address: string): string =>
  /^https?:/.test(address)
    ? (address.replace(/^https?:\/\/(?:www\.)?/, "").split("/")[0] ?? address)
    : address;
