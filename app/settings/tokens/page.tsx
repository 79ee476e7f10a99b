import { redirect } from "next/navigation";

/** A stable address for documentation: it redirects to the section in the settings. */
export default function TokensPage(): never {
  redirect("/settings#tokens");
}
