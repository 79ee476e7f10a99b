/** What an answer is made of, as counters count it: an episode, all of a show, a person, all surveys, or the whole site. */
export type Scope =
  | { readonly of: "episode"; readonly show: string; readonly slug: string }
  | { readonly of: "show"; readonly show: string }
  | { readonly of: "person"; readonly handle: string }
  | { readonly of: "surveys" }
  | { readonly of: "site" };

/** The same in one line, unique among scopes: `episode figures 1`. */
export function scopeName(scope: Scope): string {
  if (scope.of === "episode") return `episode ${scope.show} ${scope.slug}`;
  if (scope.of === "person") return `person ${scope.handle}`;
  return scope.of === "show" ? `show ${scope.show}` : scope.of;
}
