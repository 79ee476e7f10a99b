/** Who there is, from those who may least to those who may most: the columns of the tables of rights. */
export const ROLES = [
  "nobody",
  "contributor",
  "trusted",
  "elsewhere",
  "maintainer",
  "owner",
  "administrator",
] as const;
