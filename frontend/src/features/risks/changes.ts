import type { RiskRevisionPartsFragment } from '@/graphql/generated/types'
import type { Key } from '@/locales'
import { figure, listed, t, text } from '@/shared/i18n'
import { levelWord } from './levels'

type Difference = RiskRevisionPartsFragment['changes'][number]

/** Fields whose words this page knows; what the server adds later is shown by its name. */
const FIELDS = [
  'title',
  'stage',
  'owner',
  'harm',
  'causes',
  'signs',
  'accident_class',
  'inherent',
  'residual',
  'rests_on',
  'team',
  'control_level',
  'steps',
  'calls',
  'departments',
  'review_months',
  'bindings',
  'measures',
  'items',
  'text',
  'kind',
  'is_critical',
  'watched_by',
  'sensor_id',
  'look_for',
  'way',
  'answer',
  'category',
  'low',
  'high',
  'unit',
  'side',
] as const
type Field = (typeof FIELDS)[number]
const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name)
type Coded = (value: string) => string
/** Values that are codes, by their field; `kind` and `watched_by` are of measures. */
const CODES: Partial<Record<string, Coded>> = {
  stage: (value) => t(`Stage.${value}` as Key),
  control_level: (value) => t(`ControlLevel.${value}` as Key),
  way: (value) => t(`CheckWay.${value}` as Key),
  side: (value) => t(`BoundSide.${value}` as Key),
  kind: (value) => t(`MeasureKind.${value}` as Key),
  watched_by: (value) => t(`MeasureWatchedBy.${value}` as Key),
}

/** The field of a difference in words: "measure M-1: what is done". `sourceOf` names a source by its id. */
export function fieldWords({ field, part }: Difference, sourceOf: (id: string) => string): string {
  const words = field.split('.').map((name) => (isField(name) ? t(`risk.field.${name}`) : name))
  const named = part && (field.startsWith('bindings') ? sourceOf(part) : part)
  const [first = field, ...rest] = words
  return [named ? `${first} ${named}` : first, ...rest].join(' · ')
}

/** One value of a difference in words, null where it says no more than that something is another: then the field alone is named. */
export function valueWords({ field }: Difference, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  const name = field.split('.').at(-1) ?? field
  if (typeof value === 'string') return CODES[name]?.(value) ?? plain(name, value)
  if (typeof value === 'number') return name === 'sensor_id' ? null : figure(value, 3)
  if (typeof value === 'boolean') return t(value ? 'risk.yes' : 'risk.no')
  if (Array.isArray(value)) return lines(value)
  if (!isRecord(value)) return null
  return ofRecord(value)
}

/** An id says nothing to a reader. */
const plain = (name: string, value: string): string | null => (name.endsWith('_id') || name === 'rests_on' ? null : value)

function lines(values: unknown[]): string | null {
  const words = values.flatMap((each) => (isText(each) ? [text(each)] : []))
  return words.length === values.length && words.length > 0 ? listed(words) : null
}

function ofRecord(value: Record<string, unknown>): string | null {
  if (isText(value)) return text(value)
  if (typeof value.level === 'number') {
    const word = levelWord(value.level)
    return typeof value.score === 'number' ? `${word} ${figure(value.score, 2)}` : word
  }
  if (isText(value.text)) return text(value.text)
  if (isText(value.look_for)) return text(value.look_for)
  return typeof value.side === 'string' ? (CODES.side?.(value.side) ?? null) : null
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isText = (value: unknown): value is { zh: string; en: string } =>
  isRecord(value) && typeof value.zh === 'string' && typeof value.en === 'string'
