import { createHash } from "node:crypto";
import { register } from "./still-texts";

/** A name that this HTML has and no other. */
export const stillName = (html: string): string =>
  createHash("sha256").update(html).digest("base64url").slice(0, 22);

/** Holds HTML under its name until the page in the making has taken it. Several pages may hold the same. */
export function holdStill(html: string): string {
  const name = stillName(html);
  register(name, html);
  return name;
}
