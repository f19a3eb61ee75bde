import type { ChangeSiteInput, SiteSettingsPartsFragment } from '@/graphql/generated/types'
import type { Key } from '@/locales'
import { LabelSet, Trade } from '@/graphql/generated/enums'
import { clauses, t } from '@/shared/i18n'
import { wordsOf } from '../riskLevels'

export type Draft = Omit<
  ChangeSiteInput,
  'operationId' | 'siteId' | 'version' | 'people' | 'nameEn' | 'controlRoom' | 'windSpeedSource' | 'windDirectionSource'
> & {
  people: string
  windSpeedSource: string
  windDirectionSource: string
  nameEn: string
  controlRoom: string
}

/** The fields of the form as the settings have them. */
export function draftOf({
  name,
  timezone,
  language,
  trade,
  people,
  labelSet,
  restWeekdays,
  controlRoom,
  windSpeedSource,
  windDirectionSource,
}: SiteSettingsPartsFragment): Draft {
  return {
    nameZh: name.zh,
    nameEn: name.en === name.zh ? '' : name.en,
    timezone,
    language,
    trade,
    people: people === null ? '' : String(people),
    labelSet,
    controlRoom,
    windSpeedSource,
    windDirectionSource,
    restWeekdays: [...restWeekdays],
  }
}

/** What somebody else saved meanwhile, except where this person has typed: `before` is what both began from. */
export function merged(mine: Draft, before: Draft, theirs: Draft): Draft {
  const fields = Object.keys(theirs) as (keyof Draft)[]
  return Object.fromEntries(
    fields.map((field) => [field, isSame(mine[field], before[field]) ? theirs[field] : mine[field]]),
  ) as unknown as Draft
}

export const isSameDraft = (one: Draft, other: Draft): boolean => isSame(one, other)

const FIELDS: Record<string, Key> = {
  name: 'siteAdmin.change.name',
  timezone: 'siteAdmin.change.timezone',
  language: 'siteAdmin.change.language',
  trade: 'siteAdmin.change.trade',
  people: 'siteAdmin.change.people',
  label_set: 'siteAdmin.change.label_set',
  control_room: 'siteAdmin.change.control_room',
  wind_speed_source: 'siteAdmin.windSpeed',
  wind_direction_source: 'siteAdmin.windDirection',
  rest: 'siteAdmin.change.rest',
  calendar: 'siteAdmin.change.calendar',
  'second person': 'siteAdmin.change.secondPerson',
}

/** What changed, as the server wrote it down (`trade: METAL → FOOD; people: 3 → 4`), in the person's language. */
export function changeWords(changed: string): string {
  return clauses(changed.split('; ').map(wordsOfChange))
}

function wordsOfChange(part: string): string {
  const field = /^(?:calendar(?= \d)|[a-z_ ]+(?=:))/.exec(part)?.[0] ?? ''
  const values = part.slice(field.length)
  return (
    (FIELDS[field] ? t(FIELDS[field]) : field) +
    (field in VALUES ? values.replace(/[A-Za-z]+/g, (value) => VALUES[field]?.(value) ?? value) : values)
  )
}

/** Values that are codes of the contract. */
const VALUES: Record<string, (value: string) => string | undefined> = {
  trade: (value) => worded(Trade, value, (each) => t(`Trade.${each}`)),
  label_set: (value) => worded(LabelSet, value, wordsOf),
  language: (value) => ({ zh: '中文', en: 'English' })[value.toLowerCase()],
}

function worded<Value extends string>(known: readonly Value[], value: string, word: (value: Value) => string): string | undefined {
  const found = known.find((each) => each === value)
  return found && word(found)
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
