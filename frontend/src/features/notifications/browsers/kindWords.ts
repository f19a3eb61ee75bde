import type { BrowserKindPartsFragment, Engine } from '@/graphql/generated/types'
import { t } from '@/shared/i18n'

/** An engine and its major version in words. */
export function engineWords(engine: Engine | null, major: number): string {
  if (!engine) return t('browserKind.unknown')
  return [t(`Engine.${engine}`), major > 0 ? String(major) : ''].filter(Boolean).join(' ')
}

/** A kind of browser in words: the maker of the phone, and the engine; of a computer the engine alone. */
export function kindWords(kind: BrowserKindPartsFragment | null): string {
  if (!kind) return t('browserKind.unknown')
  const maker = kind.maker === 'OTHER' ? '' : t(`Maker.${kind.maker}`)
  return [maker, engineWords(kind.engine, kind.major)].filter(Boolean).join(' · ')
}
