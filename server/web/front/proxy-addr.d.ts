// What is used of it here; it brings no types of its own.
declare module "proxy-addr" {
  type Trust = (address: string, hop: number) => boolean;
  type Incoming = Pick<import("node:http").IncomingMessage, "headers" | "socket">;
  function proxyaddr(request: Incoming, trust: Trust): string;
  namespace proxyaddr {
    /** @throws TypeError if one of them is neither an address, nor a range, nor one of the names it knows */
    function compile(trusted: readonly string[]): Trust;
  }
  export default proxyaddr;
}
