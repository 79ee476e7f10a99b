import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formAction } from "../../../app/form-action";
import { inputAction } from "../../../app/input-action";
import { withinCall } from "../../../lib/http/action-call";
import { keyAt } from "../../../server/web/front/key-at";
import { withoutBadReturn } from "../../../server/web/front/leads-back";
import { callsAction } from "../../../server/web/front/refusal-of";
import { blameSender } from "../../../server/web/making/blame-sender";

async function statusOf(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  try {
    return (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)).status;
  } finally {
    server.close();
  }
}

describe("a server action", () => {
  const greet = formAction(async (form: FormData) => `Hello ${form.get("name")}`);

  it("is called with a form, whatever stands before it", async () => {
    const form = new FormData();
    form.set("name", "Ana");
    expect(await greet(form)).toBe("Hello Ana");
    const second = formAction(async (_before: string, sent: FormData) => sent.get("name"));
    expect(await second("x", form)).toBe("Ana");
    const first = second as (...given: unknown[]) => Promise<unknown>;
    await expect(first(form)).rejects.toMatchObject({ digest: expect.stringContaining("404") });
  });

  it.each([[], [undefined], ["text"], [{ get: 1 }], [1e308], [null]])(
    "is not there for whoever sends %j",
    async (...given) => {
      const call = greet as (...all: unknown[]) => Promise<string>;
      await expect(call(...given)).rejects.toMatchObject({ digest: expect.stringContaining("404") });
    },
  );

  it("reads a NUL as the replacement character, and leaves it to the checks of a text", async () => {
    const form = new FormData();
    for (const [name, value] of [
      ["name", "A\0na"],
      ["name", "Ben"],
      ["text", "a\0b"],
      ["place", "\0"],
    ] as const)
      form.append(name, value);
    const read = formAction(async (sent: FormData) => [...sent]);
    expect(await read(form)).toEqual([
      ["name", "A\ufffdna"],
      ["name", "Ben"],
      ["text", "a\0b"],
      ["place", "\0"],
    ]);
  });

  it("says that it began", async () => {
    for (const act of [
      () => greet(new FormData()),
      () => inputAction(async (given: unknown) => given)(1),
      () => greet("x" as never).catch(() => {}),
    ]) {
      const call = { begun: false };
      await withinCall(call, act);
      expect(call.begun).toBe(true);
    }
  });

  it("goes through one of both, wherever one is written", () => {
    const root = join(import.meta.dirname, "../../../app");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.tsx?$/.test(file),
    );
    let found = 0;
    for (const file of files) {
      const text = readFileSync(join(root, file), "utf8");
      if (/^"use server";/.test(text))
        for (const [line] of text.matchAll(/^export (?:async )?(?:function|const) .*$/gm)) {
          found += 1;
          expect(line, file).toMatch(/^export const \w+ = (?:formAction|inputAction)\(/);
        }
      for (const [inside = ""] of text.matchAll(/^ +"use server";\n.*$/gm)) {
        found += 1;
        expect(inside, file).toContain("noteAction();");
      }
    }
    expect(found).toBeGreaterThan(40);
  });
});

describe("what Next fails at", () => {
  const failing = (begun: boolean, isLost = false, status = 500) =>
    statusOf((_, response) => {
      blameSender(response, { begun }, () => isLost);
      response.writeHead(status).end();
    });

  it("is the sender's fault where no action began, and ours where one did", async () => {
    expect(await failing(false)).toBe(400);
    expect(await failing(true)).toBe(500);
    expect(await failing(false, true), "the database is away").toBe(500);
    expect(await failing(false, false, 200)).toBe(200);
  });

  it("counts for calls of actions alone", () => {
    const asked = (url: string, headers: IncomingMessage["headers"], method = "POST") =>
      callsAction({ method, url, headers });
    const form = { "content-type": "multipart/form-data; boundary=x" };
    expect(asked("/gaps", form)).toBe(true);
    expect(asked("/gaps?x=1", { "next-action": "x" })).toBe(true);
    expect(asked("/gaps", form, "GET")).toBe(false);
    expect(asked("/gaps", { "content-type": "application/json" })).toBe(false);
    expect(asked("/review/decide", form)).toBe(false);
    expect(asked("/api/v1/contributions", form)).toBe(false);
  });
});

it("a cookie that leads back nowhere is not handed on, and every other is", () => {
  const site = "https://onrecord.example";
  const good = "a=b; next-auth.callback-url=https%3A%2F%2Fonrecord.example%2Freview; c=d";
  expect(withoutBadReturn(good, site)).toBe(good);
  expect(withoutBadReturn("next-auth.callback-url=/review", site)).toBe("next-auth.callback-url=/review");
  expect(withoutBadReturn("a=b; next-auth.callback-url=x; c=d", site)).toBe("a=b; c=d");
  expect(withoutBadReturn("__Secure-next-auth.callback-url=javascript%3Ax", site)).toBe("");
});

it.each(["__proto__", "toString", "constructor", "hasOwnProperty", "valueOf"])(
  "no address is found in what every object has: /%s",
  (name) => {
    const find = keyAt("http://localhost:3000");
    for (const path of [`/${name}`, `/${name}/${name}`, `/${name}/${name}/history`])
      expect(() => find(path)).not.toThrow();
    expect(find(`/${name}/1/2/3/4`)).toBeNull();
  },
);
