/**
 * An address with the replacement character for each NUL, as HTML reads it. PostgreSQL keeps no NUL: so nothing is found
 * at such an address, and whoever asks for it gets the page that says so.
 */
export const withoutNul = (url: string): string => url.replace(/%00|\0/g, "%EF%BF%BD");
