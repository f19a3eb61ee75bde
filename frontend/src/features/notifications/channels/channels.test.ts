import { describe, expect, it } from 'vitest'
import {
  answersOf,
  costOf,
  draftOf,
  inputOf,
  isCap,
  isPrice,
  isSaved,
  missingSetting,
  wrongSetting,
  type Provider,
  type SiteChannel,
} from './channels'

const setting = (name: string, more: object = {}) => ({
  name,
  form: 'TEXT',
  isSecret: false,
  isRequired: true,
  default: '',
  choices: [],
  longest: 256,
  ...more,
})
const HTTP: Provider = {
  kind: 'sms',
  provider: 'http',
  settings: [setting('url', { isSecret: true }), setting('method', { isRequired: false, default: 'POST' })],
}
const SAVED: SiteChannel = {
  id: 'c',
  kind: 'sms',
  provider: 'http',
  settings: [{ name: 'method', value: 'PUT' }],
  secrets: ['url'],
  pausedAt: null,
  pauseReason: '',
  monthlyCap: 500,
  priceCents: 5,
  sentThisMonth: 30,
  testedAt: null,
  testOutcome: null,
  version: 3,
  before: null,
  stream: null,
  agreements: [],
}

describe('a channel that is set up', () => {
  it('begins with what the provider proposes', () => {
    expect(draftOf(HTTP, null)).toEqual({ provider: 'http', values: { url: '', method: 'POST' }, cap: '', price: '' })
  })

  it('shows what is saved, a secret never', () => {
    expect(draftOf(HTTP, SAVED)).toEqual({ provider: 'http', values: { url: '', method: 'PUT' }, cap: '500', price: '0.05' })
  })

  it('asks for a secret only where none is saved with this provider', () => {
    expect(missingSetting(HTTP, draftOf(HTTP, SAVED), SAVED)).toBeNull()
    expect(missingSetting(HTTP, draftOf(HTTP, null), null)?.name).toBe('url')
    expect(isSaved(setting('url', { isSecret: true }), 'aliyun', SAVED)).toBe(false)
  })

  it('sends secrets apart, and the price in hundredths', () => {
    expect(inputOf(HTTP, { provider: 'http', values: { url: 'https://x', method: 'POST' }, cap: '100', price: '0.05' })).toEqual({
      provider: 'http',
      settings: [{ name: 'method', value: 'POST' }],
      secrets: [{ name: 'url', value: 'https://x' }],
      monthlyCap: 100,
      priceCents: 5,
    })
  })

  it('costs what was sent', () => {
    expect(costOf(SAVED)).toBe(1.5)
    expect(costOf({ ...SAVED, priceCents: null })).toBeNull()
  })
})

it.each([
  ['api_url: NOT_ALLOWED', { name: 'api_url', problem: 'NOT_ALLOWED' }],
  ['url: MALFORMED', { name: 'url', problem: 'MALFORMED' }],
  ['something else', null],
])('what the server says of a setting: %s', (said, expected) => {
  expect(wrongSetting(said)).toEqual(expected)
})

it.each(['', '1', '1000000'])('%s is a cap', (typed) => expect(isCap(typed)).toBe(true))
it.each(['0', '-1', '1.5', 'many', '1000001'])('%s is no cap', (typed) => expect(isCap(typed)).toBe(false))
it.each(['', '0', '0.05', '1000'])('%s is a price', (typed) => expect(isPrice(typed)).toBe(true))
it.each(['-1', '0.045', 'much', '1001'])('%s is no price', (typed) => expect(isPrice(typed)).toBe(false))

describe('how alerts are answered in a chat', () => {
  const stream = { isConnected: false, lostAt: null, error: '', isTakenOver: false }
  const bot: SiteChannel = { ...SAVED, kind: 'wecom', settings: [{ name: 'bot_id', value: 'aib' }], stream }
  const withApp: SiteChannel = { ...bot, settings: [...bot.settings, { name: 'corp_id', value: 'ww' }] }
  const onlyConnected: SiteChannel = { ...SAVED, kind: 'feishu', settings: [{ name: 'answers', value: 'connect' }] }

  it.each([
    [SAVED, undefined],
    [{ ...bot, pausedAt: '2026-12-01T00:00:00Z' }, undefined],
    [{ ...bot, stream: { ...stream, isConnected: true } }, 'channels.stream.on'],
    [{ ...withApp, stream: { ...stream, isTakenOver: true, error: 'x' } }, 'channels.stream.takenOver'],
    [withApp, 'channels.stream.away'],
    [{ ...withApp, stream: { ...stream, error: 'x' } }, 'channels.stream.awaySaid'],
    [{ ...onlyConnected, stream: { ...stream, isConnected: true } }, 'channels.stream.connectOnly'],
    [bot, 'channels.stream.noWay'],
    [{ ...bot, stream: { ...stream, error: 'x' } }, 'channels.stream.noWaySaid'],
  ] as const)('%#: says so', (channel, key) => expect(answersOf(channel)?.key).toBe(key))
})
