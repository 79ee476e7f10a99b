import { TokenForm } from "@/components/people/token-form";
import { TokenList } from "@/components/people/token-list";
import page from "@/components/ui/page.module.css";
import { db } from "@/server/db";
import type { SignedIn } from "@/server/people/accounts/auth-options";
import { listTokens } from "@/server/people/accounts/list-tokens";
import { makeMyToken, revokeMyToken } from "./actions";

/** The section of a person's tokens: /settings#tokens. */
export async function TokenSettings({ person }: { readonly person: SignedIn }) {
  const tokens = await listTokens(db(), person.id);
  return (
    <section className={page.section} aria-labelledby="tokens">
      <h2 className={page.subtitle} id="tokens">
        Personal tokens
      </h2>
      <p>
        With a token, git and other programs send contributions in your name, and review where you may. Treat
        it as a password.
      </p>
      <TokenList tokens={tokens} revoke={revokeMyToken} now={new Date()} />
      <TokenForm make={makeMyToken} />
    </section>
  );
}
