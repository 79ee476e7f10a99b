import { redirect } from "next/navigation";

/** The tokens are a section of the settings; this is the address that documentation can name. */
export default function TokensPage(): never {
  redirect("/settings#tokens");
}
