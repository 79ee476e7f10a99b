/** Who reads the page, as /api/notices says it. */
export interface AccountState {
  readonly name: string | null;
  readonly unread: number;
  /** The slugs of the shows that they own or maintain. */
  readonly shows: readonly string[];
  /** Whether they run the site, and with it every show. */
  readonly admin: boolean;
}

let asking: Promise<AccountState> | undefined;

/** Asks who reads the page. Parts of one page that ask at the same moment share one answer. */
export function askAccount(): Promise<AccountState> {
  asking ??= fetch("/api/notices")
    .then((response) => response.json() as Promise<AccountState>)
    .finally(() => {
      asking = undefined;
    });
  return asking;
}
