/**
 * Writes into a page the state that it was made from, as `readInSnapshot` returns it. The server keeps the page under
 * that state; `takeApart` finds it (server/text/pages).
 */
export const MadeOf = ({ state }: { readonly state: string | undefined }) =>
  state === undefined ? null : <meta name="made-of" content={state} />;
