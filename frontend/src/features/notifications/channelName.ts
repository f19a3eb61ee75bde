import { t } from '@/shared/i18n'

const KINDS = ['WEBPUSH', 'SMS', 'VOICE', 'WECOM', 'DINGTALK', 'FEISHU', 'EMAIL', 'WEBHOOK', 'BEACON'] as const

/** A kind of channel in words; one of a newer server as it is called. */
export function channelName(kind: string): string {
  const known = KINDS.find((each) => each === kind.toUpperCase())
  return known ? t(`ChannelKind.${known}`) : kind
}
