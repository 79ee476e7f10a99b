import { TokenForm } from "@/components/people/token-form";
import { TokenList } from "@/components/people/token-list";
import { Section } from "@/components/ui/section";
import { tokens as texts } from "@/lib/texts/en/people";
import { db } from "@/server/db";
import { listTokens } from "@/server/people/accounts/list-tokens";
import type { SignedIn } from "@/server/people/accounts/signed-in";
import { makeMyToken, revokeMyToken } from "./actions";

/** The section for a person's tokens: /settings#tokens. */
export async function TokenSettings({ person }: { readonly person: SignedIn }) {
  const tokens = await listTokens(db(), person.id);
  return (
    <Section title={texts.title} id="tokens">
      <p>{texts.about}</p>
      <TokenList tokens={tokens} revoke={revokeMyToken} now={new Date()} />
      <TokenForm make={makeMyToken} />
    </Section>
  );
}
