/** The signed-in person, as the session holds them. */
export interface SignedIn {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
}
