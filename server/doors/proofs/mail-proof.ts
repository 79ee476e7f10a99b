import { createHash, randomBytes } from "node:crypto";
import { createTransport } from "nodemailer";
import { proofMail as texts } from "@/lib/texts/en/mails";
import type { Database } from "@/server/db";
import { takeSignInMail } from "@/server/people/limits/take-sign-in-mail";

interface Mailing {
  readonly request: {
    readonly id: number;
    readonly title: string;
    readonly user: { handle: string; name: string };
  };
  /** The feed's own address. */
  readonly email: string;
  readonly server: { readonly smtp: string; readonly from: string };
  readonly siteUrl: string;
  /** The site's secret, for the limits. */
  readonly secret: string;
}

/** The hash that is kept of the secret in a mailed link. */
export const hashOfProofSecret = (secret: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash("sha256").update(secret).digest());

/**
 * Mails a link to the address that a show's feed names. It proves the show for the person of the request alone, who has
 * to be signed in when it is opened: whoever reads the feed's mail by accident gives nothing away.
 *
 * @returns false where the address, or the site, had too many mails
 */
export async function mailProof(db: Database, mailing: Mailing): Promise<boolean> {
  const { request, email, server, siteUrl, secret: siteSecret } = mailing;
  // Counted as the other mails that strangers can have sent to an address.
  const asked = { email, address: `request:${request.id}`, secret: siteSecret };
  if (!(await takeSignInMail(db, asked))) return false;
  const secret = randomBytes(24).toString("base64url");
  await db.showRequest.update({
    where: { id: request.id },
    data: { mailSecret: hashOfProofSecret(secret), mailedAt: new Date() },
  });
  const { name, handle } = request.user;
  const link = `${siteUrl}/new/requests/${request.id}/${secret}`;
  const transport = createTransport(server.smtp);
  try {
    await transport.sendMail({
      ...{ from: server.from, to: { name: "", address: email } },
      subject: texts.subject(request.title),
      text: texts.text({ title: request.title, name, handle, link, site: siteUrl }),
    });
  } finally {
    transport.close();
  }
  return true;
}
