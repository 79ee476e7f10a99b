import { createHash, randomInt } from "node:crypto";
import type { Database } from "@/server/db";

// Neither 0 nor 1, nor the letters that look like them.
const SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const GROUPS = 4;
const GROUP = 4;

/** The hash that is kept of a code, however it was typed: in small letters, with or without its dashes. */
export function hashOfBeginCode(code: string): Uint8Array<ArrayBuffer> {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return Uint8Array.from(createHash("sha256").update(plain).digest());
}

/**
 * While the site has no administrator: makes the code that opens the form for the first one, in place of the one that was
 * made before. 79 random bits, as four groups of four signs.
 *
 * @returns null where there is an administrator
 */
export async function renewBeginCode(db: Database): Promise<string | null> {
  const groups = Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP }, () => SIGNS[randomInt(SIGNS.length)]).join(""),
  );
  const code = groups.join("-");
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM site FOR UPDATE`;
    await tx.beginCode.deleteMany();
    if ((await tx.user.count({ where: { admin: true } })) > 0) return null;
    await tx.beginCode.create({ data: { sha256: hashOfBeginCode(code) } });
    return code;
  });
}
