import type { Part } from './content'

/** Sections of the form, in their order. */
export const SECTIONS = ['what', 'assess', 'measures', 'steps', 'calls', 'sources'] as const
export type Section = (typeof SECTIONS)[number]

/** Fields at which a refusal is said: parts of the content, and the reason of a revision. */
export type Field = Part | 'clause' | 'reason'

const FIELDS: Record<string, Field> = {
  NAME_INVALID: 'title',
  UNKNOWN_ACCIDENT_CLASS: 'accidentClass',
  SCORE_OFF_SCALE: 'inherent',
  ASSESSMENT_REQUIRED: 'inherent',
  RESIDUAL_WORSE: 'residual',
  CLAUSE_REQUIRED: 'clause',
  MEASURE_REQUIRED: 'restsOn',
  CONTROL_LEVEL_TOO_LOW: 'controlLevel',
  CODE_INVALID: 'measures',
  CODE_NOT_LATIN: 'measures',
  CODE_TAKEN: 'measures',
  TOO_MANY_MEASURES: 'measures',
  SOURCE_NOT_BOUND: 'measures',
  TOO_MANY_SOURCES: 'bindings',
  ADVICE_INTO_GAS: 'steps',
  PHONE_INVALID: 'calls',
  REASON_REQUIRED: 'reason',
  REASON_TOO_SHORT: 'reason',
  REASON_REPEATED: 'reason',
}
const OF_SECTION: Record<Section, readonly Field[]> = {
  what: ['title', 'stage', 'owner', 'harm', 'causes', 'signs', 'accidentClass'],
  assess: ['inherent', 'residual', 'lsSet', 'restsOn', 'team', 'controlLevel', 'reviewMonths', 'clause'],
  measures: ['measures'],
  steps: ['steps'],
  calls: ['calls', 'departments'],
  sources: ['bindings'],
}

/** The field that a refusal is about; null: none of this form. */
export const fieldOf = (code: string | null): Field | null => (code === null ? null : (FIELDS[code] ?? null))

/** The section that a field stands in; null for one that stands beside them. */
export const sectionOf = (field: Field): Section | null => SECTIONS.find((each) => OF_SECTION[each].includes(field)) ?? null
