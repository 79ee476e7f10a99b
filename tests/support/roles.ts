/** All roles, least privileged first: the columns of the tables of rights. */
export const ROLES = [
  "nobody",
  "contributor",
  "trusted",
  "elsewhere",
  "maintainer",
  "owner",
  "administrator",
] as const;
