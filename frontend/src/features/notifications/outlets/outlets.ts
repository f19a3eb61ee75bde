import type { OutletPartsFragment } from '@/graphql/generated/types'
import { momentWords, t } from '@/shared/i18n'
import { wrongSetting } from '../channels/channels'

export type Outlet = OutletPartsFragment

/** Channels that reach a group or a system, in the order of the sheet. */
export const OUTLET_KINDS = ['wecom', 'dingtalk', 'feishu', 'webhook'] as const
export type OutletKind = (typeof OUTLET_KINDS)[number]

/** Those whose bots may ask to be signed for. */
export const hasSecret = (kind: OutletKind): boolean => kind === 'dingtalk' || kind === 'feishu'

/** What the URL of a group's bot begins with, as its chat shows it. */
export const BEGINNINGS: Record<OutletKind, string> = {
  wecom: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  dingtalk: 'https://oapi.dingtalk.com/robot/send?access_token=…',
  feishu: 'https://open.feishu.cn/open-apis/bot/v2/hook/…',
  webhook: 'https://…',
}

export const isOutletUrl = (typed: string): boolean => /^https?:\/\/[^\s/]+\S*$/.test(typed.trim())

/** A provider answers within this time (ms), with one retry. */
export const OUTLET_PATIENCE = 40_000

export function isTesting(outlet: Pick<Outlet, 'testedAt' | 'sentAt'>, now: number): boolean {
  return isUnanswered(outlet) && now - Date.parse(outlet.testedAt ?? '') < OUTLET_PATIENCE
}

/** Whether a test was sent that no provider has answered in all that time. */
function isUnanswered({ testedAt, sentAt }: Pick<Outlet, 'testedAt' | 'sentAt'>): boolean {
  return testedAt !== null && (!sentAt || Date.parse(sentAt) < Date.parse(testedAt))
}

/** What is known of an outlet: whether its provider took the last message. Nobody knows whether somebody read it. */
export function outletWords(outlet: Outlet, now: number): string {
  if (!outlet.isSending) return t('outlets.paused')
  if (isTesting(outlet, now)) return t('outlets.testing')
  if (isUnanswered(outlet)) return t('outlets.noAnswer')
  if (!outlet.sentAt) return t('outlets.never')
  const at = momentWords(outlet.sentAt)
  return outlet.error === null ? t('outlets.accepted', { at }) : t('outlets.refused', { at, said: outlet.error })
}

export function isTroubled(outlet: Outlet, now: number): boolean {
  return !outlet.isSending || outlet.error !== null || (isUnanswered(outlet) && !isTesting(outlet, now))
}

/** What stands at which field where the server did not take an outlet; null: it said something else. */
export function refusedField(said: string): 'address' | 'kind' | null {
  const name = wrongSetting(said)?.name
  return name === 'address' || name === 'kind' ? name : null
}
