import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { type ComposedPage, compose, piecesOf } from "@/server/text/pages/compose";
import { type Shell, takeApart } from "@/server/text/pages/take-apart";
import type { ScriptSource } from "./built-scripts";

interface Parts {
  readonly findPiece: (name: string) => Promise<Piece | null>;
  /** Where an address leads now that nothing is found at any more: `server/work/shows/find-moved`. */
  readonly findMoved: (url: string) => Promise<string | null>;
  readonly scripts: ScriptSource;
  /** Whether Next's development server makes the pages. */
  readonly develop: boolean;
}

/** A piece as its address answers. */
export interface Piece {
  readonly body: Buffer;
  /** Whether it is what its name says, for good; else the text has changed since, and this is today's. */
  readonly named: boolean;
}

/** A page as it is sent; it may be kept where all its pieces are what their names say. */
export interface WholePage extends ComposedPage, Pick<Shell, "madeOf"> {
  readonly keepable: boolean;
}

/** Every page that Next makes names its scripts. */
const NEXT = "/_next/static/";

/** Puts pages together that Next has made: `server/text/pages/compose` with the pieces that they name. */
export class PageComposer {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The page whose HTML Next has made for an address, whole.
   *
   * @throws Error where a piece cannot be had
   */
  async compose(html: string, path: string): Promise<WholePage> {
    const { findPiece, scripts, develop } = this.#parts;
    const shell = takeApart(html);
    const pieces = new Map<string, Buffer>();
    let keepable = true;
    for (const name of piecesOf(shell)) {
      const piece = await findPiece(name);
      if (piece) pieces.set(name, piece.body);
      keepable &&= piece?.named === true;
    }
    const page = { framed: path.startsWith("/embed/"), signsIn: path === "/sign-in" };
    return {
      ...compose(shell, { pieces, scripts: await scripts.read(), ...page, develop }),
      madeOf: shell.madeOf,
      keepable,
    };
  }

  /**
   * Answers with what Next makes of a request; a page is put together before it is sent, and has its own content
   * policy. Where Next finds nothing at an address that has moved, the answer leads to the new one. Everything else is
   * sent as it comes.
   */
  async answer(render: RequestListener, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "" } = incoming;
    const whole = !isPartOfPage(incoming);
    const reads = method === "GET" || method === "HEAD";
    if (whole) {
      // What is compressed here is read again: by one way only.
      const zips = /\bgzip\b/.test(String(incoming.headers["accept-encoding"] ?? ""));
      incoming.headers["accept-encoding"] = zips ? "gzip" : "identity";
    }
    const held = await hold(
      render,
      incoming,
      response,
      ({ status, type }) => (whole && /^text\/html\b/.test(type)) || (reads && status === 404),
    );
    if (!held) return;
    const moved = reads && response.statusCode === 404 ? await this.#parts.findMoved(url) : null;
    if (moved !== null) {
      held.drop();
      response.statusCode = 308;
      response.setHeader("Location", moved);
      return held.send(undefined);
    }
    const zipped = response.getHeader("content-encoding") === "gzip";
    const isPage = whole && /^text\/html\b/.test(String(response.getHeader("content-type") ?? ""));
    const html = isPage ? (zipped ? gunzipSync(held.bytes) : held.bytes).toString() : "";
    // A file of HTML, such as a transcript's, is no page of ours: it is sent as its route made it.
    if (!html.includes(NEXT)) {
      if (method === "HEAD") return held.send(undefined);
      response.setHeader("Content-Length", held.bytes.length);
      return held.send(held.bytes);
    }
    const path = url.split("?")[0] ?? "";
    const { body, policy } = await this.compose(html, path).catch((error: unknown) => {
      held.drop();
      throw error;
    });
    const sent = zipped ? gzipSync(body) : body;
    response.removeHeader("etag");
    response.removeHeader("transfer-encoding");
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Content-Length", sent.length);
    held.send(method === "HEAD" ? undefined : sent);
  }
}

/** What a navigation inside the site asks for is in React's own words, and holds no piece. */
const isPartOfPage = ({ headers }: IncomingMessage) =>
  headers.rsc !== undefined || headers["next-router-prefetch"] !== undefined;

/** What Next has answered, whose headers are set and not yet sent. */
interface Held {
  readonly bytes: Buffer;
  send(body: Buffer | undefined): void;
  /** Forgets it, with its headers: something else is to be answered. */
  drop(): void;
}

/**
 * Lets Next answer a request, and holds back what it writes where `holds` says so of its status and media type.
 *
 * @returns none where something else was answered
 */
function hold(
  render: RequestListener,
  incoming: IncomingMessage,
  response: ServerResponse,
  holds: (head: { readonly status: number; readonly type: string }) => boolean,
): Promise<Held | undefined> {
  const { writeHead, write, end, flushHeaders } = response;
  const chunks: Buffer[] = [];
  // Known as soon as the headers are. Next may have put its own functions over these: they are never taken away.
  let passes: boolean | undefined;
  const isHeld = () => {
    const type = String(response.getHeader("content-type") ?? "");
    passes ??= !holds({ status: response.statusCode, type });
    return !passes;
  };
  const keep = ([chunk, encoding, callback]: readonly unknown[]) => {
    if (typeof chunk === "string")
      chunks.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    const written = [chunk, encoding, callback].find((each) => typeof each === "function");
    if (written) process.nextTick(written as () => void);
  };
  return new Promise((done) => {
    response.once("close", () => done(undefined));
    response.writeHead = (status: number, ...more: unknown[]) => {
      const headers = more.find((each): each is OutgoingHttpHeaders => typeof each === "object") ?? {};
      response.statusCode = status;
      for (const [name, value] of Object.entries(headers))
        if (value !== undefined) response.setHeader(name, value);
      return isHeld() ? response : Reflect.apply(writeHead, response, [status]);
    };
    response.flushHeaders = () => {
      if (!isHeld()) Reflect.apply(flushHeaders, response, []);
    };
    response.write = (...given: unknown[]) => {
      if (!isHeld()) return Reflect.apply(write, response, given);
      keep(given);
      return true;
    };
    response.end = (...given: unknown[]) => {
      if (!isHeld()) return Reflect.apply(end, response, given);
      keep(given);
      const send = (body: Buffer | undefined) => {
        passes = true;
        Reflect.apply(end, response, body ? [body] : []);
      };
      const drop = () => {
        passes = true;
        for (const name of response.getHeaderNames()) response.removeHeader(name);
      };
      done({ bytes: Buffer.concat(chunks), send, drop });
      return response;
    };
    render(incoming, response);
  });
}
