/** The host of a URL without "www.", to name it by; returns anything else unchanged. */
export const hostOf = (address: string): string =>
  /^https?:/.test(address)
    ? (address.replace(/^https?:\/\/(?:www\.)?/, "").split("/")[0] ?? address)
    : address;
