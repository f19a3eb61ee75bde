import { locale, span, t } from '@/shared/i18n'

/** Names one after the other, as the language writes them. */
export function listed(names: readonly string[]): string {
  return names.join(locale.value === 'zh' ? '、' : ', ')
}

/** A time that was given, in seconds: half minutes are told, too. */
export function within(seconds: number): string {
  return seconds < 3600 && seconds % 60 !== 0 ? t('time.minutes', { n: Math.round(seconds / 6) / 10 }) : span(seconds * 1000)
}
