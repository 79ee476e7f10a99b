/** Hours of the day, from the beginning of the first to the beginning of the last: from 22 to 6 goes over midnight. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

/** Whether a moment lies within these hours, in UTC. */
export function isWithinHours({ from, to }: Hours, moment: Date): boolean {
  const hour = moment.getUTCHours();
  return from < to ? from <= hour && hour < to : from <= hour || hour < to;
}
