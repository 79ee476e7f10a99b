import { describe, expect, test } from "vitest";
import { CAME_BY_PROXY, CLIENT_ADDRESS } from "../../lib/http/client-headers";
import { isLoopback, isLoopbackRequest, readEnvironment } from "../../lib/read-environment";
import { environmentFor, signInWays } from "../../server/people/accounts/auth-options";

/** What `npm start` sets. */
const AT_HOME = {
  DATABASE_URL: "postgresql://onrecord@127.0.0.1:5432/onrecord",
  ONRECORD_EMBEDDED: "1",
  ONRECORD_DEMO: "1",
  NEXTAUTH_URL: "http://localhost:3000",
};

const GITHUB = { GITHUB_ID: "an id", GITHUB_SECRET: "a secret" };
const MAIL = { SMTP_URL: "smtp://mail.example", MAIL_FROM: "records@mail.example" };

const waysWith = (source: Record<string, string | undefined>) => signInWays(readEnvironment(source));

describe("sign-in without a password is offered", () => {
  test("on one's own machine, over the embedded database", () => {
    expect(waysWith(AT_HOME)).toEqual(["demo"]);
    for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
      expect(waysWith({ ...AT_HOME, NEXTAUTH_URL: `http://${host}:3000` }), host).toEqual(["demo"]);
    }
    expect(waysWith({ ...AT_HOME, NEXTAUTH_URL: undefined, DATABASE_URL: undefined })).toEqual(["demo"]);
    for (const ONRECORD_DEMO of [undefined, "", "true"]) {
      expect(waysWith({ ...AT_HOME, ONRECORD_DEMO }), ONRECORD_DEMO).toEqual(["demo"]);
    }
  });

  test.each<[string, Record<string, string>]>([
    ["the demonstration is not wanted", { ONRECORD_DEMO: "0" }],
    ["the demonstration is not wanted, in a word", { ONRECORD_DEMO: "false" }],
    ["the database is not the embedded one", { ONRECORD_EMBEDDED: "0" }],
    ["nothing is said of the database", { ONRECORD_EMBEDDED: "" }],
    ["the database is on another machine", { DATABASE_URL: "postgresql://x@db.example/onrecord" }],
    ["the database's address cannot be read", { DATABASE_URL: "not an address" }],
    ["the site is on the network", { NEXTAUTH_URL: "http://192.168.1.5:3000" }],
    ["the site has a name", { NEXTAUTH_URL: "https://onrecord.example" }],
    ["the site is on every address", { NEXTAUTH_URL: "http://0.0.0.0:3000" }],
    ["the site's name only begins like this machine's", { NEXTAUTH_URL: "http://localhost.evil.example" }],
    ["this machine's name stands before an @", { NEXTAUTH_URL: "http://localhost@evil.example" }],
    ["the site's address cannot be read", { NEXTAUTH_URL: "localhost" }],
  ])("not where %s", (_, change) => {
    expect(waysWith({ ...AT_HOME, ...change })).toEqual([]);
  });

  test("not where there is a real way", () => {
    expect(waysWith({ ...AT_HOME, ...GITHUB })).toEqual(["github"]);
    expect(waysWith({ ...AT_HOME, ...MAIL })).toEqual(["email"]);
    expect(waysWith({ ...AT_HOME, ...GITHUB, ...MAIL })).toEqual(["github", "email"]);
  });
});

test("the demonstration is there unless it is not wanted, with the embedded database and no other", () => {
  const there = (change: Record<string, string>) => readEnvironment({ ...AT_HOME, ...change }).demonstration;
  expect(there({})).toBe(true);
  expect(there({ ONRECORD_DEMO: "" })).toBe(true);
  // Everyone can read it, but nobody can sign in as its people.
  expect(there({ NEXTAUTH_URL: "https://onrecord.example" })).toBe(true);
  expect(there({ ONRECORD_DEMO: "0" })).toBe(false);
  expect(there({ ONRECORD_DEMO: "false" })).toBe(false);
  expect(there({ ONRECORD_EMBEDDED: "0" })).toBe(false);
});

const HERE = { host: "localhost:3000" };

test("a request by the loopback address and from it is one", () => {
  for (const headers of [
    HERE,
    { host: "127.0.0.1" },
    { host: "[::1]:3000" },
    // In the form that Next itself gives them.
    { ...HERE, "x-forwarded-host": "localhost:3000", "x-forwarded-for": "::ffff:127.0.0.1" },
    { ...HERE, "x-forwarded-for": "::1", origin: "http://localhost:3000" },
  ])
    expect(isLoopbackRequest(new Headers(headers)), JSON.stringify(headers)).toBe(true);
});

test.each<[string, Record<string, string>]>([
  ["it names no host", {}],
  ["it names another host", { host: "onrecord.example" }],
  ["its host only begins like this machine's", { host: "localhost.evil.example" }],
  ["this machine's name stands before an @", { host: "localhost@evil.example" }],
  ["a proxy was asked for another host", { ...HERE, "x-forwarded-host": "onrecord.example" }],
  ["the first of several proxies was", { ...HERE, "x-forwarded-host": "onrecord.example, localhost" }],
  ["it came for someone elsewhere", { ...HERE, "x-forwarded-for": "203.0.113.7" }],
  ["it came for someone elsewhere, by way of here", { ...HERE, "x-forwarded-for": "203.0.113.7, 127.0.0.1" }],
  ["it names an address that is none", { ...HERE, "x-forwarded-for": "127.0.0.1.evil.example" }],
  ["nginx says who asked", { ...HERE, "x-real-ip": "203.0.113.7" }],
  [
    "a proxy says so in the standard's words",
    { ...HERE, forwarded: "for=203.0.113.7;host=onrecord.example" },
  ],
  ["the connection came from elsewhere", { ...HERE, [CLIENT_ADDRESS]: "203.0.113.7" }],
  ["the server noted a proxy", { ...HERE, [CLIENT_ADDRESS]: "127.0.0.1", [CAME_BY_PROXY]: "1" }],
  ["a proxy names itself", { ...HERE, via: "1.1 proxy" }],
  ["a page of another site sent it", { ...HERE, origin: "https://onrecord.example" }],
  ["a page of no site sent it", { ...HERE, origin: "null" }],
])("a request is not of this machine where %s", (_, headers) => {
  expect(isLoopbackRequest(new Headers(headers))).toBe(false);
});

test("half of a way is none", () => {
  expect(waysWith({ GITHUB_ID: "an id" })).toEqual([]);
  expect(waysWith({ GITHUB_ID: "an id", GITHUB_SECRET: "  " })).toEqual([]);
  expect(waysWith({ SMTP_URL: "smtp://mail.example" })).toEqual([]);
  expect(waysWith({})).toEqual([]);
});

test("a loopback address is one that names this machine alone", () => {
  for (const url of [
    "http://localhost",
    "https://127.0.0.1:1",
    "http://[::1]:3000",
    "postgresql://a@localhost/b",
  ])
    expect(isLoopback(url), url).toBe(true);
  for (const url of [
    "",
    "localhost",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://10.0.0.1",
  ])
    expect(isLoopback(url), url).toBe(false);
});

test("the site's address has no slash at its end, and by default the port's", () => {
  expect(readEnvironment({ NEXTAUTH_URL: "https://onrecord.example//" }).siteUrl).toBe(
    "https://onrecord.example",
  );
  expect(readEnvironment({ PORT: "4000" }).siteUrl).toBe("http://localhost:4000");
  expect(readEnvironment({}).siteUrl).toBe("http://localhost:3000");
});

test("every variable that is not as it should be is named", () => {
  expect(() => readEnvironment({ PORT: "seven", ONRECORD_DEMO: "perhaps" })).toThrow(
    /PORT: .*ONRECORD_DEMO: |ONRECORD_DEMO: .*PORT: /,
  );
  expect(() => readEnvironment({ PORT: "70000" })).toThrow(/PORT/);
  expect(() => readEnvironment({ PORT: "-1" })).toThrow(/PORT/);
  for (const TRUSTED_PROXIES of ["nginx", "10.0.0.0/33", "::1/129", "10.0.0.0/", "1.2.3", "loopback,all"])
    expect(() => readEnvironment({ TRUSTED_PROXIES }), TRUSTED_PROXIES).toThrow(/TRUSTED_PROXIES/);
});

test("the proxies that are believed are none unless they are named", () => {
  expect(readEnvironment({}).trustedProxies).toEqual([]);
  expect(
    readEnvironment({ TRUSTED_PROXIES: " loopback, 10.0.0.0/8 2001:db8::/32,::1 " }).trustedProxies,
  ).toEqual(["loopback", "10.0.0.0/8", "2001:db8::/32", "::1"]);
});

test("the demonstration's people sign in at this machine, not through a proxy before it", () => {
  const ways = (headers: Record<string, string>) =>
    signInWays(environmentFor(new Headers(headers), readEnvironment(AT_HOME)));
  expect(ways(HERE)).toEqual(["demo"]);
  expect(ways({ ...HERE, "x-forwarded-for": "203.0.113.7" })).toEqual([]);
  expect(ways({ host: "onrecord.example" })).toEqual([]);
});
