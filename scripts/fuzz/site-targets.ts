import { hostileText } from "./hostile-texts";
import type { KnownSite } from "./known-site";
import type { Random } from "./random";
import { type Ask, inPath, overHttp, type Request, type Target, wellFormed } from "./targets";

/** Targets that reach behind the site's doors: requests of people with accounts, about what is there. */
export const siteTargets = (site: KnownSite): Readonly<Record<string, Target>> => ({
  proposals: { ...proposals(site), share: 2 },
  reviews: { ...reviews(site), share: 2 },
  actions: { ...actions(site), share: 3 },
  calls: { ...calls(site), share: 2 },
  pushes: { ...pushes(site), share: 1 },
  uploads: { ...uploads(site), share: 1 },
});

const json = { "content-type": "application/json" };

/** A text with hostile ones put into it, and a part of it taken out. */
function spoilt(text: string, random: Random): string {
  let made = text;
  for (let n = 1 + random.whole(3); n > 0; n--) {
    const at = random.whole(made.length + 1);
    const end = random.onceIn(3) ? Math.min(made.length, at + random.whole(200)) : at;
    made = made.slice(0, at) + hostileText(random) + made.slice(end);
  }
  return made;
}

const orHostile = (random: Random, usual: unknown, times = 6) =>
  random.onceIn(times) ? hostileText(random) : usual;

const proposals = ({ people, texts }: KnownSite): Target => ({
  make: (random): Request => {
    const { document, base, text } = random.one(texts);
    return {
      ...{ method: "POST", path: "/api/v1/contributions", as: random.one(people.contributor) },
      headers: {
        ...json,
        ...(random.onceIn(6)
          ? { "idempotency-key": random.one(["x", "a".repeat(64), "b".repeat(300), "ü", "%00"]) }
          : {}),
      },
      body: JSON.stringify({
        document: orHostile(random, document, 20),
        kind: orHostile(random, "transcript", 20),
        base: random.onceIn(20) ? random.one([0, -1, 2 ** 31, 99]) : base,
        text: spoilt(text, random),
        ...(random.onceIn(3) ? { message: orHostile(random, "A change", 2) } : {}),
      }),
    };
  },
  run: overHttp,
});

const reviews = ({ people, texts }: KnownSite): Target => ({
  make: (random): Request => {
    const { text } = random.one(texts);
    const decision = random.one(["accept", "accept", "accept", "reject", "request-changes"]);
    return {
      ...{
        method: "POST",
        as: random.one(random.onceIn(8) ? people.anybody : people.reviewer),
        headers: json,
      },
      path: `/api/v1/contributions/${1 + random.whole(random.onceIn(10) ? 2 ** 31 : 300)}/reviews`,
      body: JSON.stringify({
        decision: orHostile(random, decision, 30),
        version: random.onceIn(10) ? random.one([0, 2, -1, 2 ** 31]) : 1,
        ...(random.onceIn(3) || decision !== "accept" ? { comment: orHostile(random, "Because.", 2) } : {}),
        ...(random.onceIn(4) ? { text: spoilt(text, random) } : {}),
        ...(random.onceIn(4) ? { on: random.one([0, 1, 2, 2 ** 31, -1]) } : {}),
      }),
    };
  },
  run: overHttp,
});

/** A form of a page, with what of its fields is changed: by their places, since names stand twice. */
interface FormCase {
  readonly page: string;
  readonly nth: number;
  readonly as: string | null;
  readonly set: readonly (readonly [place: number, value: string])[];
  readonly left: readonly number[];
  readonly more: readonly (readonly [name: string, value: string])[];
}

/** A form as a browser without scripts sends it: https://www.rfc-editor.org/rfc/rfc7578 */
function multipart(fields: readonly (readonly [string, string])[]): Pick<Request, "headers" | "body"> {
  const parts = fields.map(
    ([name, value]) =>
      `--fuzzed\r\nContent-Disposition: form-data; name="${wellFormed(name).replace(/["\r\n]/g, (sign) => encodeURIComponent(sign))}"\r\n\r\n${wellFormed(value)}\r\n`,
  );
  return {
    headers: { "content-type": "multipart/form-data; boundary=fuzzed" },
    body: `${parts.join("")}--fuzzed--\r\n`,
  };
}

const actions = ({ forms }: KnownSite): Target => ({
  make: (random): FormCase => {
    const { page, nth, as, fields } = random.one(forms);
    const places = fields.map((_, place) => place);
    // What names the action is changed seldom: then hardly anything is reached.
    const isName = (place: number) => fields[place]?.[0].startsWith("$ACTION") === true;
    return {
      ...{ page, nth, as },
      set: places.flatMap((place) =>
        random.onceIn(isName(place) ? 40 : 2) ? [[place, hostileText(random)] as const] : [],
      ),
      left: places.filter((place) => random.onceIn(isName(place) ? 60 : 12)),
      more: random.onceIn(6)
        ? [[random.one([...fields.map(([name]) => name), "__proto__", ""]), hostileText(random)]]
        : [],
    };
  },
  run: async ({ page, nth, as, set, left, more }: FormCase, ask: Ask) => {
    const form = forms.find((each) => each.page === page && each.nth === nth && each.as === as);
    if (!form) return null;
    const values = new Map(set);
    const fields = [
      ...form.fields.flatMap(([name, value], place) =>
        left.includes(place) ? [] : [[name, values.get(place) ?? value] as const],
      ),
      ...more,
    ];
    const { method, path } = form;
    const query = new URLSearchParams(fields.map(([name, value]) => [wellFormed(name), wellFormed(value)]));
    const request: Request =
      method === "GET"
        ? { method, as, path: `${path.split("?")[0]}?${query}`.slice(0, 8000), headers: {} }
        : { method, as, path, ...multipart(fields) };
    return overHttp(request, ask);
  },
});

/** What React sends to a server action where scripts run: JSON, in which `$` begins what JSON has no words for. */
const calls = ({ people, actions: names, forms }: KnownSite): Target => {
  const pages = [...new Set(forms.map(({ page }) => page))];
  const argument = (random: Random, depth = 0): unknown => {
    const kind = random.whole(depth > 2 ? 4 : 6);
    if (kind === 0) return wellFormed(hostileText(random)).slice(0, 2000);
    if (kind === 1)
      return random.one(["$undefined", "$K1", "$F1", "$Q1", "$W1", "$n9", "$D2026", "$@1", "$$x", "$T"]);
    if (kind === 2) return random.one([null, true, 0, -1, 1e308]);
    if (kind === 3) return random.one(["figures", "1", "accept"]);
    if (kind === 4) return Array.from({ length: random.whole(3) }, () => argument(random, depth + 1));
    return Object.fromEntries(
      ["id", "text", "then", "constructor", "status"]
        .filter(() => random.onceIn(2))
        .map((name) => [name, argument(random, depth + 1)]),
    );
  };
  return {
    make: (random): Request => {
      const list = Array.from({ length: random.whole(4) }, () => argument(random));
      const text = JSON.stringify(list);
      const parts = multipart([
        ["0", random.onceIn(3) ? '["$K1"]' : text],
        ...(random.onceIn(2) ? ([["_1_text", wellFormed(hostileText(random))]] as const) : []),
        ...(random.onceIn(3) ? ([["1", JSON.stringify(argument(random))]] as const) : []),
      ]);
      const asForm = random.onceIn(2);
      return {
        ...{ method: "POST", path: random.one(pages), as: random.one([null, ...people.anybody]) },
        ...(asForm
          ? parts
          : { body: random.onceIn(6) ? text.slice(0, random.whole(text.length + 1)) : text }),
        headers: {
          accept: "text/x-component",
          "next-action": random.onceIn(20) ? random.one(["x", "0".repeat(42)]) : random.one(names),
          ...(asForm ? parts.headers : { "content-type": "text/plain;charset=UTF-8" }),
        },
      };
    },
    run: overHttp,
  };
};

/** A push by somebody who may push, with some of its bytes changed, left out or doubled. */
const pushes = ({ people, push }: KnownSite): Target => ({
  make: (random): Request => {
    let body = push;
    // Mostly in the pack, behind the commands.
    const place = () => random.whole(random.onceIn(4) ? Math.min(200, body.length) : body.length);
    for (let n = random.whole(3); n > 0; n--) {
      const at = place();
      const kind = random.whole(4);
      if (kind === 0) body = body.subarray(0, at);
      else if (kind === 1)
        body = Buffer.concat([body.subarray(0, at), Buffer.from([random.whole(256)]), body.subarray(at + 1)]);
      else if (kind === 2) body = Buffer.concat([body.subarray(0, at), body.subarray(at + random.whole(20))]);
      else
        body = Buffer.concat([
          body.subarray(0, at),
          Buffer.from(wellFormed(hostileText(random)).slice(0, 500)),
          body.subarray(at),
        ]);
    }
    return {
      ...{ method: "POST", path: "/transcripts.git/git-receive-pack", as: random.one(people.contributor) },
      headers: { "content-type": "application/x-git-receive-pack-request" },
      bytes: body.toString("base64"),
    };
  },
  run: overHttp,
});

const uploads = ({ people }: KnownSite): Target => ({
  make: (random): Request => {
    const cell = () =>
      random.onceIn(3)
        ? random.one(["2024", "50", "q1", "All", "share"])
        : wellFormed(hostileText(random)).slice(0, 3000);
    const row = () =>
      Array.from({ length: random.onceIn(4) ? random.whole(20) : 7 }, cell).join(
        random.one([",", ",", ";", "\t"]),
      );
    return {
      ...{ method: "POST", path: "/surveys/propose/check", as: random.one(people.anybody) },
      headers: { "content-type": "text/csv" },
      body: `survey,wave,question,wording,category,statistic,value\n${Array.from({ length: random.whole(8) }, row).join("\n")}`,
    };
  },
  run: overHttp,
});

/** Addresses that have to be answered as before once all is done. */
export const STEADY: readonly string[] = [
  ...[
    "/",
    "/figures",
    "/figures/1",
    "/figures/1.vtt",
    "/figures/1.json?words=1",
    "/figures/feed.xml",
    "/search?q=people",
  ],
  ...[
    "/api/v1/openapi.json",
    "/api/v1/contributions",
    "/figures/1/history",
    `/people/${inPath("demo-maintainer")}`,
  ],
  ...["/transcripts.git/info/refs?service=git-upload-pack", "/surveys", "/claims"],
];
