import type { DeviceListItemFragment, SourcesQuery } from '@/graphql/generated/types'
import type { UnknownSource } from '@/features/sensors/adoption/unknownSources'

type Message = SourcesQuery['quarantine'][number]
export type RefusedDevice = SourcesQuery['refusedDevices'][number]

/** A clock that is off by less than this changes nothing. */
const CLOCK_OFF = 120_000

/** What has come since somebody waits for a source. */
export interface Arrival {
  source: UnknownSource | null
  /** What came at the same time under another code: perhaps it is the one that is waited for. */
  others: UnknownSource[]
  refused: Message[]
  /** Devices whose key was not good here: those that named the code first. */
  turnedAway: RefusedDevice[]
  /** By how much its clock is wrong, in ms; 0 where that is of no matter, or not known. */
  clockOff: number
  isKeyUsed: boolean
}

export function arrivalOf(
  {
    unknownSources,
    quarantine,
    devices,
    refusedDevices,
  }: Pick<SourcesQuery, 'unknownSources' | 'quarantine' | 'devices'> & Partial<Pick<SourcesQuery, 'refusedDevices'>>,
  { code, siteId, since, deviceId }: { code: string; siteId: string; since: number; deviceId: string | null },
): Arrival {
  const isNew = (at: string): boolean => Date.parse(at) >= since
  const fresh = unknownSources.filter((each) => each.siteId === siteId && isNew(each.lastSeenAt))
  const source = fresh.find((each) => each.code === code) ?? null
  const device: DeviceListItemFragment | undefined = devices.find(({ id }) => id === deviceId)
  return {
    source,
    others: fresh.filter((each) => each.code !== code && isNew(each.firstSeenAt)),
    refused: quarantine.filter(({ receivedAt }) => isNew(receivedAt)).slice(0, 5),
    turnedAway: (refusedDevices ?? [])
      .filter((each) => each.siteId === siteId && isNew(each.lastSeenAt))
      .sort((one, other) => Number(other.code === code) - Number(one.code === code))
      .slice(0, 5),
    clockOff: source ? offOf(source) : 0,
    isKeyUsed: Boolean(device?.lastUsedAt && isNew(device.lastUsedAt)),
  }
}

/** Its first value was sent about when it was met first; what was kept on the way is older, so only what is ahead is sure. */
function offOf({ samples, firstSeenAt, lastSeenAt }: UnknownSource): number {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last) return 0
  const ahead = Date.parse(last.at) - Date.parse(lastSeenAt)
  if (ahead > CLOCK_OFF) return ahead
  const behind = Date.parse(first.at) - Date.parse(firstSeenAt)
  return samples.length === 1 && behind < -CLOCK_OFF ? behind : 0
}
