import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as enums from '@/graphql/generated/enums'
import { first as firstEn } from './en/first'
import { later as laterEn } from './en/later'
import { first as firstZh } from './zh/first'
import { later as laterZh } from './zh/later'

const loaded = async (sets: Record<string, () => Promise<{ default: object }>>) =>
  Promise.all(Object.values(sets).map(async (load) => (await load()).default))
const setsOfZh = new Set([firstZh, ...(await loaded(laterZh))])
const zh = Object.assign({}, ...setsOfZh) as Record<string, string>
const en = Object.assign({}, firstEn, ...(await loaded(laterEn))) as Record<string, string>
const FOLDER = resolve('../locales')
/** Files that only the back end reads: words of messages and documents. */
const NOT_OURS = [
  'alerts.causes.json',
  'app.trust_page.json',
  'archive.dossier.json',
  'equipment.label_page.json',
  'notifications.answer_page.json',
  'hazards.records.json',
  'people.held.json',
  'people.notices.json',
  'sensors.camera_events.json',
  'starting_sets.words.json',
  'workbooks.files.json',
  'worklist.exports.json',
]
const isOurs = (name: string): boolean => !name.endsWith('.messages.json') && !NOT_OURS.includes(name)

/** The keys of every file of a language. */
function filesOf(language: 'zh' | 'en'): Record<string, string[]> {
  const names = readdirSync(join(FOLDER, language)).sort()
  return Object.fromEntries(
    names.map((name) => [name, Object.keys(JSON.parse(readFileSync(join(FOLDER, language, name), 'utf8')) as object)]),
  )
}

const parameters = (message: string): string[] => (message.match(/\{\w+\}/g) ?? []).sort()

describe('the two languages', () => {
  it('have the same keys in the same files', () => {
    expect(filesOf('en')).toEqual(filesOf('zh'))
  })

  it('have every key in one file, and every file in one set', () => {
    const files = Object.entries(filesOf('zh')).filter(([name]) => isOurs(name))
    const keys = files.flatMap(([, keysOfFile]) => keysOfFile)
    const inSets = [...setsOfZh].flatMap((set) => Object.keys(set))
    expect(keys.sort()).toEqual([...new Set(keys)].sort())
    expect(inSets.sort()).toEqual(keys)
    expect(Object.keys(en).sort()).toEqual(keys)
  })

  it('use the same parameters in every message', () => {
    for (const [key, message] of Object.entries(zh)) {
      expect(parameters(en[key] ?? ''), key).toEqual(parameters(message))
    }
  })

  it('leave no message empty', () => {
    expect(Object.entries({ ...zh, ...en }).filter(([, message]) => message.trim() === '')).toEqual([])
  })

  it('have one word per state: what nobody has answered yet is 待响应, whatever it is', () => {
    const others = /待答复|待受理|待处置|待指派|(?<!尚)未确认|预警已确认/
    expect(Object.entries(zh).filter(([, message]) => others.test(message))).toEqual([])
  })

  it('word every refusal of the contract', () => {
    for (const code of enums.ErrorCode) expect(zh).toHaveProperty([`error.${code}`])
  })

  it('word every value that a person gets to see', () => {
    const shown = Object.entries(enums).filter(
      // What a list is sorted by has the word of its column; deliveries and beacons are said in sentences; a state that a list of
      // sources is asked for, by the name of its tab.
      ([name]) =>
        ![
          'BeaconState',
          'CaseAction',
          'CountedAs',
          'DeliveryState',
          'ErrorCode',
          'LimitSide',
          'Language',
          'ListName',
          'Permission',
        ].includes(name) && !name.endsWith('SortBy'),
    )
    for (const [name, values] of shown) for (const value of values) expect(zh).toHaveProperty([`${name}.${value}`])
  })
})
