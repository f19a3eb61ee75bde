import type { Key } from '@/locales'
import type { ChannelProvidersQuery, SiteChannelPartsFragment } from '@/graphql/generated/types'

export type Provider = ChannelProvidersQuery['channelProviders'][number]
export type Setting = Provider['settings'][number]
export type SiteChannel = SiteChannelPartsFragment

/** Kinds that a site sets up, in the order of the page. */
export const KINDS = ['sms', 'voice', 'wecom', 'dingtalk', 'feishu', 'email', 'webhook', 'beacon'] as const
export type Kind = (typeof KINDS)[number]

/** Whether messages to people go by it: a chat reaches them by an app of the company, without one only groups. */
export function reachesPeople(kind: Kind, channel: SiteChannel | null): boolean {
  if (kind === 'wecom' || kind === 'dingtalk' || kind === 'feishu') return channel === null || channel.secrets.length > 0
  return kind !== 'beacon' && kind !== 'webhook'
}

export const PROBLEMS = ['MISSING', 'MALFORMED', 'TOO_LONG', 'NOT_ALLOWED', 'UNKNOWN', 'TAKEN', 'WITHOUT_REPLY'] as const
export type Problem = (typeof PROBLEMS)[number]

/** Which setting the server did not take, and why: `name: PROBLEM`; null: it said something else. */
export function wrongSetting(said: string): { name: string; problem: Problem } | null {
  const [name = '', words = ''] = said.split(': ')
  const problem = PROBLEMS.find((each) => each === words)
  return name && problem ? { name, problem } : null
}

export interface Draft {
  provider: string
  values: Record<string, string>
  cap: string
  price: string
}

/** What stands in the fields when the sheet opens: what is saved, else what the provider proposes; a secret never. */
export function draftOf(provider: Provider, channel: SiteChannel | null): Draft {
  const saved = channel?.provider === provider.provider ? Object.fromEntries(channel.settings.map(({ name, value }) => [name, value])) : {}
  return {
    provider: provider.provider,
    values: Object.fromEntries(provider.settings.map((each) => [each.name, each.isSecret ? '' : (saved[each.name] ?? each.default)])),
    cap: channel?.monthlyCap?.toString() ?? '',
    price: typeof channel?.priceCents !== 'number' ? '' : String(channel.priceCents / 100),
  }
}

/** Whether a secret is there already: left empty it stays as it is. */
export function isSaved(setting: Setting, provider: string, channel: SiteChannel | null): boolean {
  return setting.isSecret && channel?.provider === provider && channel.secrets.includes(setting.name)
}

/** The first setting that must be typed and is not; null: none. */
export function missingSetting(provider: Provider, draft: Draft, channel: SiteChannel | null): Setting | null {
  return (
    provider.settings.find((each) => each.isRequired && !draft.values[each.name]?.trim() && !isSaved(each, provider.provider, channel)) ??
    null
  )
}

const HIGHEST_CAP = 1_000_000
const HIGHEST_PRICE = 1_000

export function isCap(typed: string): boolean {
  return !typed.trim() || (/^\d+$/.test(typed.trim()) && Number(typed) > 0 && Number(typed) <= HIGHEST_CAP)
}

export function isPrice(typed: string): boolean {
  return !typed.trim() || (/^\d+(\.\d{1,2})?$/.test(typed.trim()) && Number(typed) <= HIGHEST_PRICE)
}

/** What is sent to the server: settings and secrets apart. */
export function inputOf(provider: Provider, { values, cap, price }: Draft) {
  const typed = (isSecret: boolean) =>
    provider.settings.filter((each) => each.isSecret === isSecret).map(({ name }) => ({ name, value: values[name] ?? '' }))
  return {
    provider: provider.provider,
    settings: typed(false),
    secrets: typed(true),
    monthlyCap: cap.trim() ? Number(cap) : null,
    priceCents: price.trim() ? Math.round(Number(price) * 100) : null,
  }
}

/** What is said of the connection by which alerts are answered in a chat; empty for a channel in which they never are. */
export function answersOf(channel: SiteChannel | null): { key: Key; said: string } | null {
  const stream = channel && !channel.pausedAt ? channel.stream : null
  if (!channel || !stream) return null
  const connectsOnly = channel.settings.some(({ name, value }) => name === 'answers' && value === 'connect')
  if (stream.isConnected) return { key: connectsOnly ? 'channels.stream.connectOnly' : 'channels.stream.on', said: '' }
  if (stream.isTakenOver) return { key: 'channels.stream.takenOver', said: '' }
  const said = stream.error
  // A bot of WeCom sends over its connection alone; behind it only an app of the company leads to people.
  const hasNoWay = channel.kind === 'wecom' && !channel.settings.some(({ name, value }) => name === 'corp_id' && value)
  if (hasNoWay) return { key: said ? 'channels.stream.noWaySaid' : 'channels.stream.noWay', said }
  return { key: said ? 'channels.stream.awaySaid' : 'channels.stream.away', said }
}

/** Cost of this month so far in the currency of the price; null where no price is known. */
export const costOf = ({ priceCents, sentThisMonth }: SiteChannel): number | null =>
  priceCents === null ? null : (priceCents * sentThisMonth) / 100
