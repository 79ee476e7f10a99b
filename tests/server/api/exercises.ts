import type { Description, Operation } from "../../../server/api/describe-api";
import type { TestApi } from "./serving";

/** The calls that a status of an operation is seen by, under "GET /shows 200". */
export type Exercises = ReadonlyMap<string, () => Promise<Response>>;

/** What is there, for the parameters of paths. */
const THERE: Readonly<Record<string, string>> = {
  show: "figures",
  episode: "1",
  kind: "transcript",
  number: "1",
};

/** What a query needs that cannot do without. */
const NEEDED: Readonly<Record<string, string>> = { q: "figures" };

/** Finds a call for every status that can be reached by the operation's own kind; the rest is written out below. */
export async function exercises(api: TestApi, { paths }: Description): Promise<Exercises> {
  const calls = new Map<string, () => Promise<Response>>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const add = (status: number, call: () => Promise<Response>) =>
        calls.set(`${method.toUpperCase()} ${path} ${status}`, call);
      if (method === "get") addReads(api, filled(path, operation), add);
    }
  }
  return calls;
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
    const headers = { "X-Forwarded-For": "198.51.100.99" };
    await api.call(address, { headers }, { limits });
    return api.call(address, { headers }, { limits });
  });
}

interface Filled {
  readonly address: string;
  /** The same of something that is not there. */
  readonly elsewhere: string;
}

function filled(path: string, { parameters }: Operation): Filled {
  const needed = parameters.filter((p) => p.in === "query" && p.required);
  const query = new URLSearchParams(needed.map(({ name }) => [name, NEEDED[name] ?? ""])).toString();
  const fill = (values: Readonly<Record<string, string>>) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "") + (query && `?${query}`);
  return { address: fill(THERE), elsewhere: fill({ ...THERE, show: "nobody", number: "999" }) };
}
