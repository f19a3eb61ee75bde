const DAY = 86_400_000

/** Whether anything was known so many days ago. A time that begins before the first alert is nothing to compare with. */
export function wasKnown(knownSince: string | null, daysAgo: number, now: number): boolean {
  return knownSince !== null && Date.parse(knownSince) < now - daysAgo * DAY
}
