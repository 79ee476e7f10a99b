/** Pixels of an episode's share image: `drawShareImage`. */
export const SHARE_IMAGE = { width: 1200, height: 630 } as const;
