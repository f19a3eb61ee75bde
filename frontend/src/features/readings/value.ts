import { figure, t } from '@/shared/i18n'

/** Decimals that still tell readings of this size apart: 0.387, 4.52, 42.3, 178. */
function digitsFor(value: number): number {
  const size = Math.abs(value)
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
}

/** A measured value as people read it. */
export function measured(value: number): string {
  return figure(value, digitsFor(value))
}

/** A unit as this language writes it: most are symbols, and people are counted in words. */
export function unitOf(unit: string): string {
  return unit === '人' ? t('unit.people') : unit
}

/** A value with its unit, kept on one line. */
export function withUnit(value: number, unit: string): string {
  return unit ? `${measured(value)}\u00a0${unitOf(unit)}` : measured(value)
}
