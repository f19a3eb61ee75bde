import { describe, expect, it } from 'vitest'
import { occasionOf, soundingOf, stackOf, staleSince, waitingOf, type Alarm } from './alarms'

const NOBODY = { opened: new Set<string>(), aside: new Set<string>(), queued: new Set<string>(), me: 'me' }

function alarm(
  id: string,
  more: {
    tier?: string
    rank?: string
    isActive?: boolean
    isAcknowledged?: boolean
    isMine?: boolean
    cannot?: string
    asked?: string
  } = {},
): Alarm {
  const { tier = 'RED', rank = tier, isActive = true, isAcknowledged = false, isMine = true, cannot, asked } = more
  const responses = [
    ...(cannot ? [{ person: { id: cannot }, answer: 'CANNOT_COME' }] : []),
    ...(asked ? [{ person: { id: asked }, answer: null, hasToConfirm: true, confirmedAt: null }] : []),
  ]
  return { id, isMine, responses, alert: { tier, rank, isActive, isAcknowledged, activeSince: '2026-11-26T02:40:12Z' } } as unknown as Alarm
}

describe('what owns the screen', () => {
  it('is mine and in nobody’s hands, in the order of the server', () => {
    const alarms = [alarm('a'), alarm('b', { isAcknowledged: true }), alarm('c', { isMine: false }), alarm('d', { tier: 'ORANGE' })]
    expect(stackOf(alarms, NOBODY).map(({ id }) => id)).toEqual(['a', 'd'])
  })

  it('is what was opened, also once somebody has it', () => {
    const seen = alarm('a', { isAcknowledged: true })
    expect(stackOf([seen], { ...NOBODY, opened: new Set([occasionOf(seen)]) })).toEqual([seen])
  })

  it('leaves what was put aside alone, until it grows', () => {
    const aside = new Set([occasionOf(alarm('a', { tier: 'ORANGE' }))])
    expect(stackOf([alarm('a', { tier: 'ORANGE' })], { ...NOBODY, aside })).toEqual([])
    expect(stackOf([alarm('a', { tier: 'RED' })], { ...NOBODY, aside })).toHaveLength(1)
  })

  it('is mine for as long as I have to confirm it myself', () => {
    expect(stackOf([alarm('a', { isAcknowledged: true, asked: 'me' })], NOBODY)).toHaveLength(1)
    expect(stackOf([alarm('a', { isAcknowledged: true, asked: 'other' })], NOBODY)).toEqual([])
  })

  it('is answered where the answer waits on this phone', () => {
    expect(stackOf([alarm('a')], { ...NOBODY, queued: new Set(['a']) })).toEqual([])
  })
})

describe('a danger that fell before anybody answered', () => {
  const fallen = alarm('a', { tier: 'YELLOW', rank: 'RED' })
  const over = alarm('b', { rank: 'RED', isActive: false })

  it('stays on the screen and is quiet', () => {
    expect(stackOf([fallen, over], NOBODY)).toEqual([fallen, over])
    expect(waitingOf([fallen, over], new Set(), 'me')).toEqual([fallen, over])
    expect(soundingOf([fallen, over], new Set(), 'me')).toEqual([])
  })

  it('stays put aside when it falls, for it is no other occasion', () => {
    const aside = new Set([occasionOf(alarm('a'))])
    expect(stackOf([fallen], { ...NOBODY, aside })).toEqual([])
  })
})

describe('what goes on sounding', () => {
  it('is put aside without an answer, too', () => {
    expect(soundingOf([alarm('a')], new Set(), 'me')).toHaveLength(1)
  })

  it('is not what I cannot come to, and not what somebody else’s refusal leaves to me', () => {
    expect(soundingOf([alarm('a', { cannot: 'me' })], new Set(), 'me')).toEqual([])
    expect(soundingOf([alarm('a', { cannot: 'other' })], new Set(), 'me')).toHaveLength(1)
  })
})

describe('an alarm that the phone has kept', () => {
  it('is one for ten minutes, and then what it heard last', () => {
    expect(staleSince(true, 1_000, 500_000)).toBeNull()
    expect(staleSince(true, 1_000, 700_000)).toBe(1_000)
  })

  it('is one as long as the server answers', () => {
    expect(staleSince(false, 1_000, 700_000)).toBeNull()
  })
})
