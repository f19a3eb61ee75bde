import { t } from '@/shared/i18n'

/** A unit as this language writes it: most are symbols, and people are counted in words. */
export function unitOf(unit: string): string {
  return unit === '人' ? t('unit.people') : unit
}
