import { createServer } from "node:net";

interface Options {
  /** 0 for any. */
  readonly port: number;
  /** The address that will be listened on; none means every address of this machine. */
  readonly host?: string | undefined;
}

/**
 * Looks whether a port is free to listen on.
 *
 * @returns the port, or the one that was found where any will do
 * @throws Error with the code EADDRINUSE where it is taken
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
