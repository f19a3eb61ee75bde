import { expect, it } from 'vitest'
import { chatCodeState, codeLasts, digitsOf, inPairs, stateOf, triesLeft, verifiedPhone, type MyAddress } from './addresses'

const NONE: MyAddress = {
  kind: 'PHONE',
  address: '',
  verifiedAt: null,
  channels: [],
  takesCode: false,
  codeEndsAt: null,
  failures: 0,
  untilThen: '',
  takesChatCode: false,
  chatCode: '',
  chatCodeEndsAt: null,
}
const SMS = { ...NONE, channels: ['sms'], takesCode: true }
const TYPED = { ...SMS, address: '13800000000' }

it.each([
  [NONE, 'NO_CHANNEL'],
  [{ ...NONE, address: '13800000000' }, 'NO_CHANNEL'],
  [{ ...NONE, kind: 'CHAT', takesChatCode: true }, 'NONE'],
  [SMS, 'NONE'],
  [TYPED, 'UNVERIFIED'],
  [{ ...TYPED, verifiedAt: '2026-11-28T08:00:00Z' }, 'VERIFIED'],
  [{ ...TYPED, verifiedAt: '2026-11-28T08:00:00Z', channels: [], takesCode: false }, 'NO_CHANNEL'],
] as const)('an address is what the site can do with it: %o is %s', (address, state) => {
  expect(stateOf(address as MyAddress)).toBe(state)
})

it('counts down to the end of the code, and the tries that are left', () => {
  const now = Date.parse('2026-11-28T08:00:00Z')
  expect(codeLasts('2026-11-28T08:10:00Z', now)).toBe(600_000)
  expect(codeLasts('2026-11-28T07:59:00Z', now)).toBe(0)
  expect(codeLasts(null, now)).toBe(0)
  expect(triesLeft({ ...TYPED, failures: 2 })).toBe(3)
})

it('takes the digits of a code however it was copied', () => {
  expect(digitsOf('验证码 123 456。')).toBe('123456')
})

it('asks for the phone only where the site sends text messages', () => {
  expect(verifiedPhone([NONE])).toBeNull()
  expect(verifiedPhone([TYPED])).toBe('')
  expect(verifiedPhone([{ ...TYPED, verifiedAt: '2026-11-28T08:00:00Z' }])).toBe('13800000000')
})

it.each([
  ['', null, { isBusy: true, hasFailed: false }, 'MAKING'],
  ['', null, { isBusy: false, hasFailed: false }, 'OVER'],
  ['', null, { isBusy: false, hasFailed: true }, 'FAILED'],
  ['12345678', '2026-12-01T08:10:00Z', { isBusy: false, hasFailed: false }, 'WAITS'],
  ['12345678', '2026-12-01T08:10:00Z', { isBusy: true, hasFailed: false }, 'MAKING'],
  ['12345678', '2026-12-01T07:59:00Z', { isBusy: false, hasFailed: false }, 'OVER'],
  ['12345678', '2026-12-01T07:59:00Z', { isBusy: false, hasFailed: true }, 'FAILED'],
] as const)('a code for the chat %s until %s, %o: %s', (chatCode, chatCodeEndsAt, how, state) => {
  expect(chatCodeState({ ...NONE, kind: 'CHAT', chatCode, chatCodeEndsAt }, Date.parse('2026-12-01T08:00:00Z'), how)).toBe(state)
})

it('shows a code in two halves', () => expect(inPairs('12345678')).toBe('1234 5678'))
