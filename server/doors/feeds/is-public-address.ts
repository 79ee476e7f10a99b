const SECRET =
  /^(?:.*[_-])?(?:auth|token|key|secret|sig|signature|pass|password|pw|code|member|user|uid|hash)$/i;

/**
 * Whether an address may be shown to everybody. A private feed's address holds what lets its listener in, mostly in its
 * query.
 */
export function isPublicAddress(address: string): boolean {
  return ![...new URL(address).searchParams.keys()].some((name) => SECRET.test(name));
}
