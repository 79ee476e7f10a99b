/**
 * Says in a page of what state it was made, for the server that keeps it: the state that `readInSnapshot` gives with
 * what the page reads. `takeApart` finds it (server/text/pages).
 */
export const MadeOf = ({ state }: { readonly state: string | undefined }) =>
  state === undefined ? null : <meta name="made-of" content={state} />;
