import type { AccountLinkPartsFragment } from '@/graphql/generated/types'
import { momentWords, t, text } from '@/shared/i18n'

/** "王工：邀请（12月1日 08:30）" */
export function openedWords(link: AccountLinkPartsFragment): string {
  const name = [text(link.openedBy.name), link.isByAdministrator ? t('accountLinks.byAdministrator') : ''].filter(Boolean).join(' · ')
  return t('accountLinks.openedBy', { name, how: t(`AccountLinkKind.${link.kind}`), at: momentWords(link.at) })
}

/** Who confirmed the person of this link, or that nobody did. */
export function confirmedWords(link: AccountLinkPartsFragment): string {
  if (!link.confirmedAt) return t('accountLinks.unconfirmed')
  if (!link.confirmedBy) return t('accountLinks.confirmedBefore')
  return t('accountLinks.confirmedBy', { name: text(link.confirmedBy.name), at: momentWords(link.confirmedAt) })
}

/** "由王工、赵工开", each opener once. */
export function openersOf(links: readonly AccountLinkPartsFragment[]): string {
  const names = [...new Set(links.filter(({ confirmedAt }) => !confirmedAt).map(({ openedBy }) => text(openedBy.name)))]
  return t('accountLinks.opener', { name: names.join(t('accountLinks.separator')) })
}
