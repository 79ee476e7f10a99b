import sharp from "sharp";
import { CLIENT_ADDRESS } from "../../../lib/http/client-headers";
import type { Description, Operation } from "../../../server/doors/api/describe-api";
import { csvOf } from "../surveys/csv";
import type { TestApi } from "./serving";

/** The calls that produce each status of an operation, keyed as "GET /shows 200". */
export type Exercises = ReadonlyMap<string, () => Promise<Response>>;

/** Existing values for the parameters of paths. */
const THERE: Readonly<Record<string, string>> = {
  show: "figures",
  episode: "1",
  kind: "transcript",
  number: "1",
  id: "1",
  survey: "s-1",
};

/** Required query parameters. */
const NEEDED: Readonly<Record<string, string>> = { q: "figures" };

/** Derives a call for every status that the kind of operation determines; the other calls are written out below. */
export async function exercises(api: TestApi, { paths }: Description): Promise<Exercises> {
  const calls = new Map<string, () => Promise<Response>>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const add = (status: number, call: () => Promise<Response>) =>
        calls.set(`${method.toUpperCase()} ${path} ${status}`, call);
      if (method === "get") addReads(api, filled(path, operation), add);
    }
  }
  await addWrites(api, (name, call) => calls.set(name, call));
  await addEdits(api, (name, call) => calls.set(name, call));
  await addFiles(api, (name, call) => calls.set(name, call));
  await addProposals(api, (name, call) => calls.set(name, call));
  return calls;
}

/** The writes, in sequence: later ones decide what earlier ones proposed. */
async function addWrites(api: TestApi, add: (name: string, call: () => Promise<Response>) => void) {
  const [contribute, review, read] = await Promise.all([
    api.tokenOf("demo-contributor", ["contribute"]),
    api.tokenOf("demo-maintainer", ["review"]),
    api.tokenOf("demo-contributor", ["read"]),
  ]);
  const { text }: { text: string } = await api.json("/documents/figures/1/transcript/revisions/1");
  let places = 0;
  // Each in its own paragraph, so that they do not conflict.
  const proposal = () => {
    const paragraphs = text.split("\n\n");
    const place = places++;
    const changed = paragraphs.map((each, index) => (index === place ? `${each} And so on.` : each));
    return {
      document: "figures/1",
      kind: "transcript",
      base: 1,
      text: changed.join("\n\n"),
      message: "More",
    };
  };
  const post = (path: string, body: unknown, token = "", limits?: { address: number; person: number }) =>
    api.call(
      path,
      {
        method: "POST",
        body: typeof body === "string" ? body : JSON.stringify(body),
        headers: { "Content-Type": "application/json" },
        ...(token ? { token } : {}),
      },
      limits ? { limits } : {},
    );
  const propose = async () => {
    const response = await post("/contributions", proposal(), contribute);
    return (await response.json()) as { id: number; version: number };
  };
  const first = await propose();
  const reviews = `/contributions/${first.id}/reviews`;
  const accept = { decision: "accept", version: 1 };

  for (const [path, address, token, right] of [
    ["/contributions", "/contributions", contribute, proposal()],
    ["/contributions/{id}/reviews", reviews, review, accept],
  ] as const) {
    const name = (status: number) => `POST ${path} ${status}`;
    const asText = { method: "POST", body: "x", headers: { "Content-Type": "text/plain" }, token };
    add(name(400), () => post(address, "{", token));
    add(name(401), () => post(address, right));
    add(name(403), () => post(address, right, read));
    add(name(413), () => post(address, `"${"x".repeat(12_000_001)}"`, token));
    add(name(415), () => api.call(address, asText));
    add(name(422), () => post(address, { ...right, colour: "red" }, token));
    add(name(429), async () => {
      await post(address, right, "", { address: 1, person: 1 });
      return post(address, right, "", { address: 1, person: 1 });
    });
  }
  add("POST /contributions 201", () => post("/contributions", proposal(), contribute));
  add("POST /contributions/{id}/reviews 404", () => post("/contributions/999999/reviews", accept, review));
  add("POST /contributions/{id}/reviews 409", () => post(reviews, { ...accept, version: 7 }, review));
  add("POST /contributions/{id}/reviews 201", async () => {
    const { id, version } = await propose();
    return post(`/contributions/${id}/reviews`, { decision: "accept", version }, review);
  });
}

/** Claims, evidence and surveys, as anybody with an account proposes them. */
async function addProposals(api: TestApi, add: (name: string, call: () => Promise<Response>) => void) {
  const [token, read] = await Promise.all([
    api.tokenOf("demo-contributor", ["contribute"]),
    api.tokenOf("demo-contributor", ["read"]),
  ]);
  const [segments, statistics] = await Promise.all([
    api.json("/documents/figures/1/transcript/segments?limit=200") as Promise<{
      items: { id: number; text: string }[];
    }>,
    api.json("/surveys/s-1/statistics") as Promise<{ items: { id: number; category: string }[] }>,
  ]);
  const segment = segments.items.find(({ text }) => text.includes("29%"))?.id;
  const other = statistics.items.find(({ category }) => category === "no")?.id;
  const claim = { document: "figures/1", segment, quote: "29%" };
  const { id } = await api.db.claim.findFirstOrThrow({ where: { proposition: "A third say so." } });
  const send = (path: string, body: unknown, sent = token, limits?: { address: number; person: number }) =>
    api.call(
      path,
      {
        ...{ method: "POST", headers: { "Content-Type": "application/json" } },
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...(sent ? { token: sent } : {}),
      },
      limits ? { limits } : {},
    );
  for (const { path, at, body } of [
    { path: "/claims", at: "/claims", body: claim },
    { path: "/claims/{id}/evidence", at: `/claims/${id}/evidence`, body: { statistic: other } },
    { path: "/surveys", at: "/surveys", body: { csv: csvOf({ survey: "exercise" }) } },
  ]) {
    const name = (status: number) => `POST ${path} ${status}`;
    add(name(201), () => send(at, body));
    add(name(400), () => send(at, "{"));
    add(name(401), () => send(at, body, ""));
    add(name(403), () => send(at, body, read));
    // What was just proposed is here already.
    add(name(409), () => send(at, body));
    add(name(413), () => send(at, `"${"x".repeat(12_000_001)}"`));
    add(name(415), () =>
      api.call(at, { method: "POST", body: "x", headers: { "Content-Type": "text/plain" }, token }),
    );
    add(name(422), () => send(at, { ...body, colour: "red" }));
    add(name(429), async () => {
      await send(at, body, "", { address: 1, person: 1 });
      return send(at, body, "", { address: 1, person: 1 });
    });
  }
  add("POST /claims 404", () => send("/claims", { ...claim, document: "figures/99" }));
  add("POST /claims/{id}/evidence 404", () => send("/claims/999999/evidence", { statistic: other }));
}

/** What those who run a show write, at a show of its own. */
async function addEdits(api: TestApi, add: (name: string, call: () => Promise<Response>) => void) {
  const { db } = api;
  const owner = await db.user.findUniqueOrThrow({ where: { handle: "demo-maintainer" } });
  const show = await db.show.create({
    data: {
      ...{ slug: "owned", title: "Owned", filePrefix: "owned", fetchedUrl: "https://feed.example/" },
      roles: { create: { userId: owner.id, role: "owner" } },
      episodes: {
        create: ["1", "2", "3"].map((slug) => ({ slug, sortKey: slug, title: `Episode ${slug}` })),
      },
    },
  });
  const [token, read] = await Promise.all([
    api.tokenOf("demo-maintainer"),
    api.tokenOf("demo-maintainer", ["read"]),
  ]);
  const send = (
    method: string,
    path: string,
    body: unknown,
    sent = token,
    limits?: { address: number; person: number },
  ) =>
    api.call(
      path,
      {
        ...{ method, headers: { "Content-Type": "application/json" } },
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...(sent ? { token: sent } : {}),
      },
      limits ? { limits } : {},
    );
  const stale = { title: "Mine", was: { title: "Another" } };
  for (const { method, path, body, ok, conflict } of [
    { method: "PATCH", path: "/shows/{show}", body: { author: "Ann" }, ok: 200, conflict: stale },
    { method: "POST", path: "/shows/{show}/fetch", body: {}, ok: 201, conflict: {} },
    {
      method: "POST",
      path: "/episodes/{show}",
      body: { title: "More" },
      ok: 201,
      conflict: { title: "x", slug: "1" },
    },
    { method: "PATCH", path: "/episodes/{show}/{episode}", body: { season: 2 }, ok: 200, conflict: stale },
    {
      method: "POST",
      path: "/episodes/{show}/{episode}/transcript",
      body: { text: "Ann: One two." },
      ok: 201,
      conflict: null,
    },
    {
      method: "POST",
      path: "/episodes/{show}/{episode}/notes",
      body: { text: "Notes." },
      ok: 201,
      conflict: { text: "Again." },
    },
  ]) {
    const name = (status: number) => `${method} ${path} ${status}`;
    const at = path.replace("{show}", show.slug).replace("{episode}", "1");
    add(name(ok), () => send(method, at, body));
    add(name(400), () => send(method, at, "{"));
    add(name(401), () => send(method, at, body, ""));
    add(name(403), () => send(method, at, body, read));
    add(name(404), () => send(method, path.replace("{show}", "nobody").replace("{episode}", "1"), body));
    if (conflict)
      add(name(409), async () => {
        // Asked twice, the second is told.
        await send(method, at, conflict);
        return send(method, at, conflict);
      });
    add(name(413), () => send(method, at, `"${"x".repeat(12_000_001)}"`));
    add(name(415), () =>
      api.call(at, { method, body: "x", headers: { "Content-Type": "text/plain" }, token }),
    );
    add(name(422), () => send(method, at, { ...body, colour: "red" }));
    add(name(429), async () => {
      await send(method, at, body, "", { address: 1, person: 1 });
      return send(method, at, body, "", { address: 1, person: 1 });
    });
  }
}

/** The files that are uploaded, by their addresses. */
async function addFiles(api: TestApi, add: (name: string, call: () => Promise<Response>) => void) {
  const { db } = api;
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { handle: "demo-maintainer" } });
  const show = await db.show.create({
    data: {
      ...{ slug: "filed", title: "Filed", filePrefix: "filed" },
      roles: { create: { userId, role: "owner" } },
      episodes: { create: { slug: "1", sortKey: "1", title: "Episode 1" } },
    },
  });
  const [token, read] = await Promise.all([
    api.tokenOf("demo-maintainer"),
    api.tokenOf("demo-maintainer", ["read"]),
  ]);
  const mp3 = Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\0\0", "latin1"), Buffer.alloc(20_000, 1)]);
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#a00" } })
    .png()
    .toBuffer();
  for (const { path, file, large } of [
    { path: "/episodes/{show}/{episode}/audio", file: mp3, large: 500_000_001 },
    { path: "/episodes/{show}/{episode}/artwork", file: png, large: null },
    { path: "/shows/{show}/artwork", file: png, large: null },
  ]) {
    const name = (status: number) => `POST ${path} ${status}`;
    const at = path.replace("{show}", show.slug).replace("{episode}", "1");
    const limits = { limits: { address: 1, person: 1 } };
    const send = (to: string, body: Buffer, sent = token, more = {}, headers = {}) =>
      api.call(
        to,
        {
          ...{ method: "POST", body: new Uint8Array(body), ...(sent ? { token: sent } : {}) },
          headers: { "Content-Type": "application/octet-stream", ...headers },
        },
        more,
      );
    add(name(201), () => send(at, file));
    add(name(400), () => send(`${at}?colour=red`, file));
    add(name(401), () => send(at, file, ""));
    add(name(403), () => send(at, file, read));
    add(name(404), () => send(at.replace(show.slug, "nobody"), file));
    add(name(413), () =>
      large === null
        ? send(at, Buffer.alloc(8_000_001))
        : send(at, file, token, {}, { "Content-Length": String(large) }),
    );
    add(name(422), () => send(at, Buffer.from("MZ\x90\0".padEnd(20_000, "\0"))));
    add(name(429), async () => {
      await send(at, file, "", limits);
      return send(at, file, "", limits);
    });
  }
}

type Add = (status: number, call: () => Promise<Response>) => void;

function addReads(api: TestApi, { address, elsewhere }: Filled, add: Add): void {
  add(200, () => api.call(address));
  add(304, () => api.call(address, { headers: { "If-None-Match": "*" } }));
  add(400, () => api.call(`${address}${address.includes("?") ? "&" : "?"}unknown=1`));
  add(401, () => api.call(address, { token: "onr_no" }));
  add(404, () => api.call(elsewhere));
  add(429, async () => {
    const limits = { address: 1, person: 1 };
    const headers = { [CLIENT_ADDRESS]: "198.51.100.99" };
    await api.call(address, { headers }, { limits });
    return api.call(address, { headers }, { limits });
  });
}

interface Filled {
  readonly address: string;
  /** The same for something that does not exist. */
  readonly elsewhere: string;
}

function filled(path: string, { parameters }: Operation): Filled {
  const needed = parameters.filter((p) => p.in === "query" && p.required);
  const query = new URLSearchParams(needed.map(({ name }) => [name, NEEDED[name] ?? ""])).toString();
  const fill = (values: Readonly<Record<string, string>>) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "") + (query && `?${query}`);
  return {
    address: fill(THERE),
    elsewhere: fill({ ...THERE, show: "nobody", number: "999", id: "999999", survey: "none" }),
  };
}
