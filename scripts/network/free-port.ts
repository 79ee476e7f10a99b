import { createServer } from "node:net";

interface Options {
  /** 0 for any port. */
  readonly port: number;
  /** The address to listen on; if absent, every address of this machine. */
  readonly host?: string | undefined;
}

/**
 * Checks whether a port is free to listen on.
 *
 * @returns the port, or a free one if `port` is 0
 * @throws Error with the code EADDRINUSE if it is taken
 */
export async function freePort({ port, host }: Options): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, done);
  });
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : port;
}
