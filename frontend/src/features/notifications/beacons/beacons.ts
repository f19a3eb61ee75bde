import type { AlertBeaconsQuery, BeaconPartsFragment } from '@/graphql/generated/types'
import { momentWords, t } from '@/shared/i18n'

export type Beacon = BeaconPartsFragment
type Shown = AlertBeaconsQuery['alertBeacons'][number]

/** What is known of a lamp, in words: what it shows and since when it says so, or why nobody must rely on it. */
export function stateWords({ state, tier, shownAt, reachableAt, error, wasShown }: Shown): string {
  const what = tier ? t('beacons.lit', { tier: t(`Tier.${tier}`) }) : t('beacons.dark')
  if (state === 'PAUSED') return t('beacons.state.PAUSED')
  if (state === 'OFFLINE') return t('beacons.state.OFFLINE', { at: reachableAt ? momentWords(reachableAt) : '' })
  if (state === 'SHOWN' && shownAt) return t('beacons.state.SHOWN', { what, at: momentWords(shownAt) })
  if (state === 'WAITING') return error ? t('beacons.refused', { said: error }) : t('beacons.state.WAITING')
  return t(wasShown ? 'beacons.state.UNCONFIRMED' : 'beacons.neverConfirmed', { what })
}

/** Whether somebody on the spot must be told in another way. */
export const isUnreliable = ({ state }: Pick<Shown, 'state'>): boolean => state !== 'SHOWN'

/** A lamp that is there answers a test well within this time (ms). */
export const TEST_PATIENCE = 20_000

type Tested = Pick<Beacon, 'testedAt' | 'testShownAt' | 'testError'>

/** What became of the last test. `now`: ms. */
export function testWords({ testedAt, testShownAt, testError }: Tested, now: number): string {
  if (!testedAt) return t('beacons.neverTested')
  const at = momentWords(testedAt)
  if (testShownAt) return t('beacons.testShown', { at })
  if (testError) return t('beacons.testFailed', { at, said: testError })
  return t(isTesting({ testedAt, testShownAt, testError }, now) ? 'beacons.testing' : 'beacons.testUnconfirmed', { at })
}

export function isTesting({ testedAt, testShownAt, testError }: Tested, now: number): boolean {
  return testedAt !== null && !testShownAt && !testError && now - Date.parse(testedAt) < TEST_PATIENCE
}

const CODE = /^[^\s/+#]{1,64}$/

/** Whether a code may stand in a topic. */
export const isCode = (typed: string): boolean => CODE.test(typed.trim())
