import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A mail as it arrived. */
interface Mail {
  readonly to: readonly string[];
  /** The body's text, decoded. */
  readonly text: string;
}

/** A real SMTP server on the loopback address that keeps the mails it receives. */
export interface Mailbox {
  /** The value for SMTP_URL. */
  readonly url: string;
  /** The next mail, as soon as it arrives. */
  next(): Promise<Mail>;
  stop(): Promise<void>;
}

/** Starts a mailbox on a free port. */
export async function startMailbox(): Promise<Mailbox> {
  const arrived: Mail[] = [];
  const waiting: ((mail: Mail) => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      let source = "";
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        source += chunk;
      });
      stream.on("end", () => {
        const mail = { to: session.envelope.rcptTo.map(({ address }) => address), text: decoded(source) };
        const reader = waiting.shift();
        if (reader) reader(mail);
        else arrived.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    next: () => {
      const mail = arrived.shift();
      return mail ? Promise.resolve(mail) : new Promise((read) => waiting.push(read));
    },
    stop: () => new Promise((stopped) => server.close(() => stopped())),
  };
}

/** Decodes quoted-printable: soft line breaks, and `=3D` for "=". */
function decoded(source: string): string {
  return source
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
